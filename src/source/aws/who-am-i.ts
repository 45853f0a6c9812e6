import { SourceError } from '../../errors.ts';
import type { AwsAccess } from '../history/connect.ts';
import { codeNameOf, commonProblem, connectionProblem } from './aws-error.ts';
import { requestHandlerFor } from './request-handler.ts';

/** The ARN of whoever the credentials belong to. Throws a SourceError. */
export async function whoAmI({ access, credentials, timeout }: AwsAccess): Promise<string> {
  const sdk = await import('./sdk-cloudtrail.ts');
  const client = new sdk.STSClient({
    requestHandler: requestHandlerFor(timeout),
    credentials: () => credentials(access),
    ...(access.profile !== undefined && { profile: access.profile }),
    ...(access.region !== undefined && { region: access.region }),
  });
  try {
    const { Arn = 'nobody' } = await client.send(new sdk.GetCallerIdentityCommand({}));
    return Arn;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw (
      commonProblem(error, access) ??
      new SourceError(`STS does not answer (${connectionProblem(error) ?? codeNameOf(error)})`)
    );
  }
}

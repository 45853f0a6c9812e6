import { SourceError } from '../../errors.ts';
import { type AwsAccess, clientSettings } from './aws-access.ts';
import { codeNameOf, commonProblem, connectionProblem } from './aws-error.ts';

/** Every region answers it, whichever is to be read. */
const defaultRegion = 'us-east-1';

/** The ARN of whoever the credentials belong to. Throws a SourceError. */
export async function whoAmI(aws: AwsAccess): Promise<string> {
  const sdk = await import('./sdk-cloudtrail.ts');
  const settings = await clientSettings(aws);
  const usual = new sdk.STSClient(settings);
  const region = await usual.config.region().catch(() => defaultRegion);
  const client = new sdk.STSClient({ ...settings, region });
  try {
    const { Arn = 'nobody' } = await client.send(new sdk.GetCallerIdentityCommand({}));
    return Arn;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw (
      commonProblem(error, aws.access) ??
      new SourceError(`STS does not answer (${connectionProblem(error) ?? codeNameOf(error)})`)
    );
  }
}

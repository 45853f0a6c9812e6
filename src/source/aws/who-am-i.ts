import { SourceError } from '../../errors.ts';
import { type AwsAccess, clientSettings } from './aws-access.ts';
import { codeNameOf, commonProblem, connectionProblem } from './aws-error.ts';

/** The region to ask when none is configured: STS answers in every region. */
const defaultRegion = 'us-east-1';

/** Returns the ARN of the principal whose credentials are used. Throws SourceError. */
export async function whoAmI(aws: AwsAccess): Promise<string> {
  const sdk = await import('./sdk-cloudtrail.ts');
  const settings = await clientSettings(aws);
  const probe = new sdk.STSClient(settings);
  const region = await probe.config.region().catch(() => defaultRegion);
  const client = new sdk.STSClient({ ...settings, region });
  try {
    const { Arn = 'an unknown principal' } = await client.send(
      new sdk.GetCallerIdentityCommand({}),
    );
    return Arn;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw (
      commonProblem(error, aws.access) ??
      new SourceError(
        `the request to STS failed (${connectionProblem(error) ?? codeNameOf(error)})`,
      )
    );
  }
}

/** The parts of the AWS SDK that find credentials: loaded only when AWS is called. */

export { fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers';

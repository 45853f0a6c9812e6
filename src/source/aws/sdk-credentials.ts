/** What is used of the AWS SDK to find credentials: loaded when AWS is asked. */

export { fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers';

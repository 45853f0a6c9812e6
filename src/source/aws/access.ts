/** With which credentials AWS is asked. Plain data. */
export interface Access {
  /** A profile of the AWS CLI's; undefined for what the environment says. */
  readonly profile?: string;
  /** Where AWS is asked when nothing says otherwise; undefined for what is set up for the AWS SDK. */
  readonly region?: string;
  /** The ARN of a role that is taken on with these credentials. */
  readonly roleArn?: string;
  /** What the role's owner asks for besides. */
  readonly externalId?: string;
}

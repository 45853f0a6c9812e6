/** An IAM user: names are unique in an account, whatever the path in the ARN. */
export interface UserId {
  readonly account: string;
  readonly name: string;
}

/**
 * Returns the user in an ARN such as `arn:aws:iam::111122223333:user/team/alice`; else undefined.
 */
export function userInArn(arn: string): UserId | undefined {
  const [account = '', ...resource] = arn.split(':').slice(4);
  const path = resource.join(':');
  if (account === '' || !path.startsWith('user/')) return undefined;
  return { account, name: path.slice(path.lastIndexOf('/') + 1) };
}

/** Returns a text that is the same for the same user only; empty without a user. */
export function userKey(user: UserId | undefined): string {
  return user ? JSON.stringify([user.account, user.name]) : '';
}

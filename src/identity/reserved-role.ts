import type { Caller } from './caller.ts';

/** A role that IAM Identity Center made for a permission set. */
export interface ReservedRole {
  readonly account: string;
  readonly permissionSet: string;
}

/**
 * Returns the role of IAM Identity Center that has this ARN; undefined for any other. Nobody else
 * can make a role with this path (IAM User Guide, "IAM identifiers").
 */
export function reservedRoleOf(arn: string): ReservedRole | undefined {
  const [, account = '', name = ''] =
    /^arn:[^:]+:iam::(\d{12}):role\/aws-reserved\/sso\.amazonaws\.com\/(?:[^/]+\/)*([^/]+)$/.exec(
      arn,
    ) ?? [];
  const [, permissionSet] = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/.exec(name) ?? [];
  return permissionSet === undefined ? undefined : { account, permissionSet };
}

/** Returns whether the caller has a role that IAM Identity Center made. */
export function isIdentityCenterRole({ issuerArn }: Caller): boolean {
  return reservedRoleOf(issuerArn) !== undefined;
}

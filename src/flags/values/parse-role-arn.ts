import { UsageError } from '../../errors.ts';

/**
 * The form of a role ARN: IAM User Guide, "IAM ARNs" and "IAM and AWS STS quotas, IAM name
 * requirements".
 */
const roleArn = /^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/;

/**
 * Returns a role ARN unchanged. Throws UsageError for other text; its message begins with
 * `subject`.
 */
export function parseRoleArn(text: string, subject: string): string {
  if (roleArn.test(text)) return text;
  throw new UsageError(
    `${subject}: '${text}' is not the ARN of a role: expected one such as ` +
      'arn:aws:iam::111122223333:role/Audit',
  );
}

import { UsageError } from '../../errors.ts';

/** IAM User Guide, "IAM ARNs" and "IAM and AWS STS quotas, IAM name requirements". */
const roleArn = /^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/;

/** The ARN of a role as it is. Throws UsageError for anything else; `subject` is what names it. */
export function parseRoleArn(text: string, subject: string): string {
  if (roleArn.test(text)) return text;
  throw new UsageError(
    `${subject}: '${text}' is no ARN of a role: expected one such as ` +
      'arn:aws:iam::111122223333:role/Audit',
  );
}

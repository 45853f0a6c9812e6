import { withoutStar } from '../resources/arn.ts';

/**
 * Returns the name in an ARN, without the type before it: `deploy` for
 * `arn:aws:iam::111122223333:role/ci/deploy`, `bucket/key` for an S3 object. Other texts are
 * returned unchanged.
 */
export function shortName(text: string): string {
  const [, service, resource] = arn.exec(text.slice(0, maxLength)) ?? [];
  if (service === undefined || resource === undefined) return queueName(text);
  const name = withoutStar(resource);
  if (service === 's3' || (service === 'kms' && name.startsWith('alias/'))) return name;
  if (service === 'iam') return name.slice(name.lastIndexOf('/') + 1);
  const end = name.search(/[:/]/);
  return end < 0 || end === name.length - 1 ? name : name.slice(end + 1);
}

/** `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE` (IAM User Guide, "Amazon Resource Names"). */
const arn = /^arn:[^:]*:([^:]*):[^:]*:[^:]*:(.+)$/s;

/** The maximum length of an ARN. */
const maxLength = 2048;

/** SQS identifies queues by URLs: `https://sqs.us-east-1.amazonaws.com/111122223333/orders`. */
function queueName(text: string): string {
  return (
    /^https:\/\/(?:sqs|queue)[.\w-]*\/\d{12}\/(.+)$/.exec(text.slice(0, maxLength))?.[1] ?? text
  );
}

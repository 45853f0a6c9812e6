/**
 * Returns the family of programs that a user agent belongs to, without version and surroundings:
 * `aws-cli`, `Boto3`, `Terraform`, `browser`, `autoscaling.amazonaws.com`; empty when the user
 * agent is empty. Clients can write anything into a user agent (RFC 9110, "User-Agent": products
 * with `/` and version, the most significant first).
 */
export function agentOf(userAgent: string | null | undefined): string {
  // S3 records user agents in brackets.
  const text = (userAgent ?? '').replace(/^\[(.*)\]$/s, '$1').trim();
  const [first] = /^[^\s/]+(?=\/)/.exec(text) ?? [text];
  if (first === 'Mozilla') return 'browser';
  // Products of AWS partners are preceded by the partner program and company: `APN/1.0
  // HashiCorp/1.0 Terraform/1.5.7`.
  const [, product = first] = /^APN\/\S+ [^\s/]+\/\S+ ([^\s/]+)\//.exec(text) ?? [];
  return product.slice(0, maxLength);
}

/** In UTF-16 units: longer text is not a product name. */
const maxLength = 100;

/**
 * The family of programs that a user agent belongs to, without version and surroundings: `aws-cli`,
 * `Boto3`, `Terraform`, `browser`, `autoscaling.amazonaws.com`; empty when there is none. Anybody can
 * write anything into a user agent (RFC 9110, "User-Agent": products with `/` and version, the most
 * significant first).
 */
export function agentOf(userAgent: string | null | undefined): string {
  // S3 records user agents in brackets.
  const text = (userAgent ?? '').replace(/^\[(.*)\]$/s, '$1').trim();
  const [first] = /^[^\s/]+(?=\/)/.exec(text) ?? [text];
  if (first === 'Mozilla') return 'browser';
  // Products of AWS's partners are led by their programme and company: `APN/1.0 HashiCorp/1.0 Terraform/1.5.7`.
  const [, product = first] = /^APN\/\S+ [^\s/]+\/\S+ ([^\s/]+)\//.exec(text) ?? [];
  return product.slice(0, longest);
}

/** UTF-16 units: what is longer is no name. */
const longest = 100;

/**
 * Returns the family of programs that a user agent belongs to, without versions, IDs and
 * surroundings: `aws-cli`, `Boto3`, `Terraform`, `browser`, `autoscaling.amazonaws.com`; empty when
 * the user agent is empty. Clients can write anything into a user agent (RFC 9110, "User-Agent":
 * products with `/` and version, the most significant first).
 */
export function agentOf(userAgent: string | null | undefined): string {
  // S3 records user agents in brackets.
  const text = (userAgent ?? '').replace(/^\[(.*)\]$/s, '$1').trim();
  const product = partnerProductOf(text) ?? firstProductOf(text);
  if (product === 'Mozilla') return 'browser';
  return withoutIds(product.slice(0, maxLength));
}

/** In UTF-16 units: longer text is not a product name. */
const maxLength = 100;

/**
 * Returns the product of an AWS partner, which the partner program and the company precede:
 * `APN/1.0 HashiCorp/1.0 Terraform/1.5.7`. Terraform wrote it after the SDK before version 1.0.
 */
function partnerProductOf(text: string): string | undefined {
  const start = text.startsWith('APN/') ? 0 : text.indexOf(' APN/') + 1;
  const [, product] = /^APN\/\S+ [^\s/]+\/\S+ ([^\s/]+)\//.exec(text.slice(start)) ?? [];
  return product;
}

/** Where the first product names only where the program runs, the next one names the program. */
function firstProductOf(text: string): string {
  const [place = ''] = /^exec-env\/\S+\s+(?=\S)/.exec(text) ?? [];
  const rest = text.slice(place.length);
  const [product = rest] =
    /^[^\s/]+(?=\/)/.exec(rest) ?? /^[^/]+(?=\/v?\d)/.exec(rest.slice(0, maxLength)) ?? [];
  return product;
}

/**
 * Removes what differs between the runs and releases of one program: everything from the first part
 * on that is a version (`1.2`, `v3.0.1`), a number of at least four digits, the ID of a resource
 * (`i-0123456789abcdef0`), or a UUID or another number of at least eight hexadecimal digits.
 */
function withoutIds(product: string): string {
  const [name = ''] = idAtEnd.exec(product) ?? [];
  return name.trim() || product;
}

const idAtEnd =
  /^.*?(?=[-_\s:@#=.,]+(?:v?\d+\.\d|\d{4}|[a-z]{1,8}-[\da-f]{8}|(?=[a-f]*\d)[\da-f]{8}))/is;

/** The words in the names of calls. */

/**
 * Returns `describe DB instances` for DescribeDBInstances; names such as Login_POST stay as they
 * are.
 */
export function wordsOf(eventName: string): string {
  const name = eventName.slice(0, maxLength);
  if (!/^[A-Z][a-z]+(?:[A-Z0-9][A-Za-z0-9]*)?$/.test(name)) return name;
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z]{2,})/g, '$1 $2')
    .replace(/\bO Auth2/g, 'OAuth2')
    .split(' ')
    .map((word) => {
      const short = acronyms.get(word.toLowerCase());
      if (short) return short;
      return /^[A-Z0-9]{2,}s?$/.test(word) ? word : word.toLowerCase();
    })
    .join(' ');
}

const maxLength = 200;

const acronyms: ReadonlyMap<string, string> = new Map(
  'ACL ACLs AMI API APIs ARN AWS AZ CIDR CORS DB DHCP DNS EBS ECS EKS IAM ID IP IPs KMS MFA NAT OAuth2 SAML SNS SQL SSH SSL SSO TLS TTL URL VPC VPCs VPN WAF'
    .split(' ')
    .map((word) => [word.toLowerCase(), word]),
);

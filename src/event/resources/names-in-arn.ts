import { lastPartOf, parseArn, withoutStar } from './arn.ts';

/** The most parts of an ARN that are compared with names. */
const maxParts = 12;

/** Returns the parts of an ARN that may be names, which only its type can say. */
export function partsOf(text: string): readonly string[] {
  return (
    parseArn(text)
      ?.resource.split(/[:/]/, maxParts)
      .filter((part) => part !== '') ?? []
  );
}

/** Returns the ends of an ARN at which a name or an ID may begin. */
export function endsOf(text: string): string[] {
  const resource = parseArn(text)?.resource;
  if (resource === undefined) return [];
  const whole = withoutStar(resource);
  const ends = [whole];
  for (let at = 0; at < whole.length && ends.length < maxParts; at++) {
    // A parameter's name begins with the slash: parameter/prod/password.
    if (whole[at] === '/') ends.push(whole.slice(at));
    if (whole[at] === '/' || whole[at] === ':') ends.push(whole.slice(at + 1));
  }
  return [...ends, lastPartOf(whole)];
}

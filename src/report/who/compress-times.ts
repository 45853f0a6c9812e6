/** Returns the span between two times such as `2026-11-18 02:11:03`, naming a common day once. */
export function compressTimes(first: string, last: string): string {
  if (first === last) return first;
  const [day = '', time = ''] = last.split(' ');
  return `${first} – ${first.startsWith(day) ? time : last}`;
}

/**
 * Removes the white space between the tokens of a JSON text and leaves the tokens unchanged. The
 * text must be valid JSON.
 */
export function compactJson(text: string): string {
  // Nothing to remove: AWS writes compact text, without white space next to a token.
  if (!/[\n\r\t]|[:,{[] | [:,}\]]/.test(text)) return text;
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('"', at);
    parts.push(text.slice(at, open === -1 ? text.length : open).replace(/\s+/g, ''));
    if (open === -1) break;
    at = endOfString(text, open);
    parts.push(text.slice(open, at));
  }
  return parts.join('');
}

function endOfString(text: string, open: number): number {
  let close = open;
  for (;;) {
    close = text.indexOf('"', close + 1);
    if (close === -1) return text.length;
    let backslashes = 0;
    while (text[close - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return close + 1;
  }
}

import { createHash } from 'node:crypto';
import { type Html, html, htmlText, markup } from './html.ts';
import { pageStyle } from './page-style.ts';

/** What is on a page. */
export interface Page {
  /** What tabs and bookmarks call it, as text; the body has its own heading. */
  readonly title: string;
  readonly body: Html;
}

/**
 * A whole HTML document in one file. It runs no scripts and loads nothing: its policy lets a browser
 * apply the page's own stylesheet and nothing else, whatever comes to stand in the body.
 */
export function renderPage({ title, body }: Page): string {
  return htmlText(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${markup(policy())}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${markup(pageStyle)}</style>
</head>
<body>
<main>
${body}</main>
</body>
</html>
`);
}

/** Inline rules are applied when their hash is named (CSP Level 3, "Valid Hashes"). */
function policy(): string {
  const hash = createHash('sha256').update(pageStyle).digest('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}

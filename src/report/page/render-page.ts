import { createHash } from 'node:crypto';
import { type Html, html, htmlText, markup } from './html.ts';
import { pageStyle } from './page-style.ts';

/** The contents of a page. */
export interface Page {
  /** The title in tabs and bookmarks, as text; the body has its own heading. */
  readonly title: string;
  readonly body: Html;
  /** CSS rules in addition to those of all pages. */
  readonly style?: string;
}

/**
 * Renders a complete HTML document in one file. It runs no scripts and loads nothing: whatever is
 * in the body, its content security policy only lets the browser apply the page's own stylesheet.
 */
export function renderPage({ title, body, style = '' }: Page): string {
  const rules = pageStyle + style;
  return htmlText(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${markup(policy(rules))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${markup(rules)}</style>
</head>
<body>
<main>
${body}</main>
</body>
</html>
`);
}

/** Browsers apply inline rules whose hash the policy names (CSP Level 3, "Valid Hashes"). */
function policy(rules: string): string {
  const hash = createHash('sha256').update(rules).digest('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}

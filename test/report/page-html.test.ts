import { expect, test } from 'vitest';
import { html, htmlText } from '../../src/report/page/html.ts';

test('every value in an HTML template is escaped as text, without characters that XML forbids', () => {
  const value = '<b a="1">&\'\u001b\ufffe\uffff';
  expect(
    htmlText(html`<p title="${value}">${[value, html`<i>${1}</i>`, false, undefined]}</p>`),
  ).toBe(
    '<p title="&lt;b a=&quot;1&quot;&gt;&amp;&#39;\\x1b\\ufffe\\uffff">' +
      '&lt;b a=&quot;1&quot;&gt;&amp;&#39;\\x1b\\ufffe\\uffff<i>1</i></p>',
  );
});

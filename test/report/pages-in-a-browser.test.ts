import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder, trailscan } from '../support/trailscan.ts';

const executablePath = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find(existsSync);

let browser: Browser;

beforeAll(async () => {
  if (!executablePath) return;
  browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
});

afterAll(async () => {
  await browser?.close();
});

/** The pages that trailscan renders for a day of hostile events. */
const pages: readonly (readonly [string, () => Promise<string>])[] = [
  [
    'summary',
    async () => {
      const baseline = `${temporaryFolder()}/baseline.json`;
      const args = ['summary', 'fixtures/trail', '--baseline', baseline, '--top', '500'];
      await trailscan([...args, '--date', '2026-11-16']);
      return (await trailscan([...args, '--date', '2026-11-17', '-o', 'html'])).stdout;
    },
  ],
  [
    'timeline',
    async () => {
      const args = ['timeline', 'fixtures/trail', '--by', 'user-agent', '--top', '50'];
      return (await trailscan([...args, '-o', 'html'])).stdout;
    },
  ],
  [
    'detect',
    async () => {
      const args = ['detect', 'fixtures/trail', '--min-level', 'informational'];
      return (await trailscan([...args, '--group', 'user-agent', '-o', 'html'])).stdout;
    },
  ],
  [
    'who',
    async () => (await trailscan(['who', '192.0.2.66', 'fixtures/trail', '-o', 'html'])).stdout,
  ],
];

/** Pages without a chart. */
const withoutPictures: readonly string[] = ['detect'];
/** Pages without a table. */
const withoutTables: readonly string[] = ['who'];

/** Properties of a page that the test checks. */
interface PageProperties {
  readonly tags: readonly string[];
  readonly wide: number;
  readonly tables: number;
  readonly pictures: number;
  readonly background: string;
}

/** Runs in the page and returns its `PageProperties`. */
const inspect = `({
  tags: [...new Set([...document.querySelectorAll('*')].map(({ localName }) => localName))],
  wide: document.documentElement.scrollWidth,
  tables: document.querySelectorAll('table caption').length,
  pictures: document.querySelectorAll('svg[role="img"][aria-label]').length,
  background: getComputedStyle(document.body).backgroundColor,
})`;

describe.skipIf(!executablePath)('in a browser (skipped without Chromium)', () => {
  test.each(pages)(
    'the HTML page of trailscan %s runs no scripts, loads nothing and fits a phone',
    async (name, make) => {
      const html = await make();
      for (const [width, colorScheme] of [
        [360, 'dark'],
        [1280, 'light'],
      ] as const) {
        const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
        const activity: string[] = [];
        page.on('console', (message) => activity.push(message.text()));
        page.on('pageerror', (error) => activity.push(String(error)));
        page.on('dialog', (dialog) => activity.push(dialog.message()));
        page.on('request', (request) => activity.push(request.url()));
        await page.setContent(html, { waitUntil: 'load' });
        const found: PageProperties = await page.evaluate(inspect);
        expect(activity).toEqual([]);
        expect(found.tags).not.toEqual(expect.arrayContaining(['script']));
        expect(
          found.tags.filter((tag) => ['img', 'iframe', 'object', 'link'].includes(tag)),
        ).toEqual([]);
        expect(found.wide).toBeLessThanOrEqual(width);
        expect(found.tables > 0).toBe(!withoutTables.includes(name));
        expect(found.pictures > 0).toBe(!withoutPictures.includes(name));
        // The stylesheet is applied: its hash is the one that the policy names.
        expect(found.background).toBe(
          colorScheme === 'dark' ? 'rgb(21, 24, 28)' : 'rgb(255, 255, 255)',
        );
        await page.close();
      }
    },
  );
});

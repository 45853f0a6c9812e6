import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfigFile } from '../src/flags/config-file/load-config-file.ts';
import {
  type DocsServices,
  fillDocsFolder,
  startDocsServices,
} from './support/docs-environment.ts';
import { isInstalled } from './support/is-installed.ts';
import { projectRoot, temporaryFolder } from './support/trailscan.ts';
import { startTrailscanServer, type TrailscanServer } from './support/trailscan-server.ts';

interface Page {
  readonly name: string;
  readonly text: string;
}

interface Block {
  readonly language: string;
  readonly code: string;
  /** Whether the page shows what the block prints on standard error. */
  readonly showsErrors: boolean;
  /** The page, the line, and how the block begins. */
  readonly title: string;
}

const pages = [
  'README.md',
  '.github/CONTRIBUTING.md',
  ...readdirSync(join(projectRoot, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
].map((name): Page => ({ name, text: readFileSync(join(projectRoot, name), 'utf8') }));

const blocks = pages.flatMap(blocksIn);

/**
 * CI runs these, in a new clone. Blocks for one shell set up its completion, which has its own
 * tests.
 */
const notRun = /^npm install && /;

const hasJq = isInstalled('jq');

describe.skipIf(process.platform === 'win32')('in the documentation,', () => {
  let services: DocsServices;
  let trailscan: TrailscanServer;
  beforeAll(async () => {
    services = await startDocsServices();
    trailscan = await startTrailscanServer();
  });
  afterAll(async () => {
    trailscan.close();
    await services.close();
  });

  test.each(ofLanguage('sh').filter(([, { code }]) => !notRun.test(code)))(
    `each command works and prints something${hasJq ? '' : ' (without jq)'}: %s`,
    async (_, { code, showsErrors }) => {
      const run = createShell(services, trailscan);
      for (const command of commandsIn(code)) {
        expect(await run(command), command).toMatchObject({
          exitCode: showsErrors ? expect.toBeOneOf([0, 3]) : 0,
          stdout: printsElsewhere.test(command) ? '' : expect.stringMatching(somethingFound),
        });
      }
    },
  );

  test.each(blocks.flatMap(({ title, code }) => scheduledIn(code).map((line) => [title, line])))(
    'each scheduled command works: %s',
    async (_, command = '') => {
      const run = createShell(services, trailscan);
      const result = await run(`export GITHUB_STEP_SUMMARY=summary.md\n${command}`);
      // The day before has the findings that these commands are to fail on.
      expect(result).toMatchObject({ exitCode: command.includes('--fail-on') ? 1 : 0 });
      expect(result.stderr).not.toContain('trailscan:');
    },
  );

  test.each(ofLanguage('js'))(
    'each program works and prints something: %s',
    async (_, { code }) => {
      const library = pathToFileURL(join(projectRoot, 'dist/index.mjs')).href;
      const run = createShell(services, trailscan);
      const program = code.replace("'trailscan'", `'${library}'`);
      const result = await run(`cat > example.mjs <<'EOF'\n${program}\nEOF\nnode example.mjs`);
      expect(result).toMatchObject({ exitCode: 0, stderr: '', stdout: expect.stringMatching(/./) });
    },
  );
});

test.each(ofLanguage('yaml').filter(([, { code }]) => !/^jobs:/m.test(code)))(
  'each config file in the documentation is valid: %s',
  async (_, { code }) => {
    const path = join(temporaryFolder(), 'config.yaml');
    writeFileSync(path, code);
    await expect(loadConfigFile({ variables: { TRAILSCAN_CONFIG: path } })).resolves.toMatchObject({
      path,
    });
  },
);

test.each(ofLanguage('json'))('each policy in the documentation is JSON: %s', (_, { code }) => {
  expect(JSON.parse(code)).toMatchObject({ Version: '2012-10-17' });
});

test.each(pages.map(({ name, text }) => [name, text] as const))(
  'each block of %s has a language, or is what a command prints',
  (_, text) => {
    const fences = [...text.matchAll(/^ *(.*)\n+```(\w*)$/gm)].filter((_, at) => at % 2 === 0);
    const unnamed = fences.filter(([, before = '', language]) => {
      return language === '' && !/^<!-- (?:output|errors) -->$/.test(before);
    });
    expect(unnamed.map(([, before]) => before)).toEqual([]);
  },
);

test.each(pages.map(({ name, text }) => [name, linksIn(text)] as const))(
  'the links of %s lead to files and headings that exist',
  (name, links) => {
    const broken = links.filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? name : join(dirname(name), path);
      if (!existsSync(join(projectRoot, target))) return true;
      const anchors = pages.filter((page) => page.name === target).flatMap(anchorsIn);
      return anchor !== undefined && !anchors.includes(anchor);
    });
    expect(broken).toEqual([]);
  },
);

function blocksIn({ name, text }: Page): readonly Block[] {
  const fenced = /^```(\w+)\n(.*?)^```\n(\n*<!-- errors -->)?/gms;
  return [...text.matchAll(fenced)].map(([, language = '', code = '', errors], at, all) => {
    const line = text.slice(0, all[at]?.index).split('\n').length + 1;
    const title = `${name}:${line}: ${code.split('\n', 1)[0]}`;
    return { language, code: code.trimEnd(), showsErrors: errors !== undefined, title };
  });
}

function ofLanguage(language: string): readonly (readonly [title: string, block: Block])[] {
  return blocks.filter((one) => one.language === language).map((one) => [one.title, one]);
}

/** Returns the commands of a script one by one, without comments. */
function commandsIn(script: string): readonly string[] {
  return script.replaceAll(/^#.*\n/gm, '').split(/\n+(?=(?:\w+=\S+ )*(?:trailscan|aws) )/);
}

/** Returns the commands of cron tables, units of systemd and workflows of GitHub. */
function scheduledIn(code: string): readonly string[] {
  const lines = code.matchAll(/^(?:(?:[\d*/]+ +){5}|ExecStart=| +- run: )(.*\btrailscan .*)$/gm);
  return [...lines].map(([, command = '']) => command);
}

/** Commands whose result goes to a file or a folder. */
const printsElsewhere = /^trailscan download |>>? [\w./"$-]+$/;

/** Any output but a count of nothing. */
const somethingFound = /^(?!\{"events":0\}\n$)./;

/** Creates a function that runs scripts in one folder, one after another. */
function createShell(services: DocsServices, { program }: TrailscanServer) {
  const folder = temporaryFolder();
  const env = fillDocsFolder(folder, services);
  writeFileSync(join(folder, '.bin/trailscan'), program);
  return (script: string) => {
    // Folders of a server become the folder of the test; without jq, its input is printed.
    const lines = script.replaceAll(/\/var\/(?:lib|cache)\/trailscan/g, '.');
    const jq = hasJq ? '' : 'jq() { cat; }\n';
    const args = ['-c', `set -eu -o pipefail\n${jq}${lines}`];
    return new Promise<{ stdout: string; stderr: string; exitCode: unknown }>((resolve) => {
      execFile('bash', args, { cwd: folder, env }, (error, stdout, stderr) => {
        // A failure shows the beginning.
        resolve({ stdout: stdout.slice(0, 500), stderr, exitCode: error ? error.code : 0 });
      });
    });
  };
}

/** Returns the relative links of a page; those in code are none. */
function linksIn(text: string): readonly string[] {
  const prose = text.replaceAll(/^```.*?^```/gms, '').replaceAll(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link));
}

/** Returns the anchors that GitHub gives the headings of a page. */
function anchorsIn({ text }: Page): readonly string[] {
  const headings = text.replaceAll(/^```.*?^```/gms, '').matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/**
 * Writes src/detect/pack-text.ts: the rules in rules/ as JSON, parsed, so that no run that uses
 * them reads YAML. Fails when a rule has a problem.
 */

import { writeFileSync } from 'node:fs';
import { tsImport } from 'tsx/esm/api';

const { loadRules, parseRuleFiles } = await tsImport(
  '../src/detect/load-rules.ts',
  import.meta.url,
);
const { report } = await loadRules(['rules']);
const problems = [...report.problems, ...report.warnings];
if (problems.length > 0) {
  throw new Error(
    problems.map(({ file, line, reason }) => `${file}:${line}: ${reason}`).join('\n'),
  );
}
const json = JSON.stringify(await parseRuleFiles(['rules']));
writeFileSync(
  'src/detect/pack-text.ts',
  `/** Written by scripts/build-rules.mjs. */\nexport const packText = ${JSON.stringify(json)};\n`,
);

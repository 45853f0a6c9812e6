import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadRules } from '../../../src/detect/load-rules.ts';
import { compileCondition } from '../../../src/filter/compile-condition.ts';
import { projectRoot } from '../../support/trailscan.ts';
import { rulesIn } from './rules-in.ts';

/** Published rules, which are not part of the project. */
const published = process.env['TRAILSCAN_TEST_RULES'] ?? join(projectRoot, '../shared/data/sigma');
const found = existsSync(join(published, 'rules')) ? published : '';

describe.skipIf(found === '')(
  'published rules (skipped without the folder that TRAILSCAN_TEST_RULES names)',
  () => {
    it('all load, except one whose placeholders have no values and those that are unsupported', async () => {
      const { rules, report } = await loadRules([found]);
      expect(report.problems.map(({ file, reason }) => `${basename(file)}: ${reason}`)).toEqual([
        'aws_cloudtrail_console_login_success_from_susp_locations.yml: src_country|expand: ' +
          'the placeholder %Legitimate_Countries% has no value: give it one',
      ]);
      expect(report).toMatchObject({ otherSources: 0, leftOut: { unsupported: 8 } });
      expect(report.documents).toBe(rules.length + 8 + 1);
      expect(rules.filter(({ kind }) => kind === 'correlation')).toHaveLength(5);
      for (const rule of rules) if (rule.kind === 'event') compileCondition(rule.condition);
    });

    it('load when placeholders have values', async () => {
      const placeholders = { Legitimate_Countries: ['DE'], Legitimate_IP_Ranges: ['10.0.0.0/8'] };
      const { report } = await loadRules([join(found, 'rules-placeholder')], { placeholders });
      expect(report).toMatchObject({ loaded: 1, problems: [] });
    });

    it('that are unsupported have old aggregations', async () => {
      const folder = join(found, 'unsupported');
      const texts = (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8'));
      const usable = (await Promise.all(texts)).map((text) => text.replace(/^status: .*/gm, ''));
      const { rules, report } = rulesIn(usable);
      const reasons = report.problems.map(({ reason }) => reason);
      expect(rules).toEqual([]);
      expect(reasons).toHaveLength(8);
      expect(
        reasons.filter((reason) => !/old aggregation.*: use a correlation$/.test(reason)),
      ).toEqual([]);
    });
  },
);

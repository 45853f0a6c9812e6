import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import { filesIn } from '../../scripts/fixtures/compare-fixtures.ts';
import type { CloudTrailEvent } from '../../src/event/event.ts';
import { eventSchema } from '../../src/event/event-schema.ts';

/** The folder of trailscan's own rules. */
export const packFolder = fileURLToPath(new URL('../../rules/', import.meta.url));

const eventsFolder = fileURLToPath(new URL('pack/', import.meta.url));
const trailFolder = fileURLToPath(new URL('../../fixtures/trail/', import.meta.url));

const exampleSchema = z.strictObject({
  fires: z.array(z.unknown()).min(1),
  quiet: z.array(z.unknown()).min(1),
});

/** Events on which a rule fires, and similar ones on which it does not. */
export interface RuleExample {
  readonly fires: readonly CloudTrailEvent[];
  readonly quiet: readonly CloudTrailEvent[];
}

/** Returns the names of the rules that have examples. */
export function listExamples(): readonly string[] {
  return [...filesIn(eventsFolder)].map((path) => path.replace(/\.json$/, ''));
}

/** Reads the examples of a rule; throws if a record is not a CloudTrail event. */
export function readExample(name: string): RuleExample {
  const text = readFileSync(join(eventsFolder, `${name}.json`), 'utf8');
  const { fires, quiet } = exampleSchema.parse(JSON.parse(text));
  const eventsOf = (records: readonly unknown[]) =>
    records.map((record) => eventSchema.parse(record));
  return { fires: eventsOf(fires), quiet: eventsOf(quiet) };
}

/** Returns the events of the fixtures' trail, those that are delivered twice once. */
export function readTrail(): readonly CloudTrailEvent[] {
  const texts = [...filesIn(trailFolder)]
    .filter((path) => !path.includes('/CloudTrail-Digest/'))
    .flatMap((path) => recordTexts(readFileSync(join(trailFolder, path))));
  return [...new Set(texts)].map((text) => eventSchema.parse(JSON.parse(text)));
}

function recordTexts(bytes: Buffer): readonly string[] {
  const text = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString();
  const { Records: records } = z.object({ Records: z.array(z.unknown()) }).parse(JSON.parse(text));
  return records.map((record) => JSON.stringify(record));
}

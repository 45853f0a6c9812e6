import type { ConfigFile, NamedSource } from '../../flags/config-file/config-file.ts';
import type { Settings } from '../../flags/resolve/settings.ts';

/**
 * Returns the settings as lines of a config file in YAML, each with a comment that says where its
 * value comes from. A default that cannot be written as a value is commented out.
 */
export async function describeSettings(
  settings: Settings,
  file: ConfigFile | undefined,
): Promise<readonly string[]> {
  const { stringify } = await import('./to-yaml.ts');
  const text = (value: unknown) =>
    stringify(value, {
      collectionStyle: 'flow',
      flowCollectionPadding: false,
      lineWidth: 0,
    }).trimEnd();
  const { defaultSource, output, timeZone, columns, redact, cache, cacheSize } = settings;
  const rows: readonly Row[] = [
    [`default_source: ${text(oneOrList(defaultSource.value))}`, defaultSource.origin],
    [
      output.value ? `output: ${output.value}` : '# output: table on a terminal, otherwise ndjson',
      output.origin,
    ],
    [`time_zone: ${text(timeZone.value)}`, timeZone.origin],
    [
      columns.value
        ? `columns: ${text(columns.value)}`
        : '# columns: the default of the output format',
      columns.origin,
    ],
    [
      redact.value === undefined
        ? '# redact: true for markdown and html'
        : `redact: ${redact.value}`,
      redact.origin,
    ],
    ...accountRows(file, text),
    [`cache: ${text(cache.value)}`, cache.origin],
    [`cache_size: ${sizeText(cacheSize.value)}`, cacheSize.origin],
  ];
  const sources = Object.entries(file?.sources ?? {}).flatMap(([name, source]) => [
    `  ${text(name)}:`,
    ...entriesOf(source).map(([key, value]) => `    ${key}: ${text(value)}`),
  ]);
  return [...aligned([...rows, ...(sources.length > 0 ? [sourcesRow] : [])]), ...sources];
}

/** A line and its comment. */
type Row = readonly [line: string, origin: string];

const sourcesRow: Row = ['sources:', 'file'];

/**
 * Aligns the comments. A line longer than 50 characters does not move the comments of the others.
 */
function aligned(rows: readonly Row[]): readonly string[] {
  const width = Math.max(...rows.map(([line]) => line.length).filter((length) => length <= 50));
  return rows.map(([line, origin]) => `${line.padEnd(width)}  # ${origin}`);
}

function accountRows(
  file: ConfigFile | undefined,
  text: (value: unknown) => string,
): readonly Row[] {
  if (!file?.accounts) return [];
  const items = file.accounts.map(({ id, name }) => (name === undefined ? id : { [name]: id }));
  return [[`accounts: ${text(items)}`, 'file']];
}

function entriesOf(source: NamedSource): readonly (readonly [string, unknown])[] {
  const { uris, profile, region, roleArn, externalId, cache, requesterPays } = source;
  const settings = {
    uri: oneOrList(uris),
    profile,
    region,
    role_arn: roleArn,
    external_id: externalId,
    cache,
    requester_pays: requesterPays,
  };
  return Object.entries(settings).filter(([, value]) => value !== undefined);
}

function oneOrList(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? (values[0] ?? '') : values;
}

/** Writes a size in the largest unit in which it is a whole number. */
function sizeText(bytes: number): string {
  const units = ['TB', 'GB', 'MB', 'kB'];
  for (const [index, unit] of units.entries()) {
    const size = bytes / 1000 ** (units.length - index);
    if (bytes > 0 && Number.isInteger(size)) return `${size}${unit}`;
  }
  return String(bytes);
}

/**
 * Colours of the series, for light and dark backgrounds. People with any kind of colour blindness
 * can distinguish any two of them.
 */
const light = '#0a74c7 #d58111 #00795c #c77ba6 #7a3b00 #449cd3 #674998 #939a45'.split(' ');
const dark = '#4ab3fa #f2af4b #1fae86 #e9a5ca #c07a3e #a5d8ff #9b7ecc #e0e77c'.split(' ');

/** The number of series that have their own colour. */
export const seriesColors = light.length;

/**
 * The CSS rules and colours of all charts. Charts have no styles of their own, so that a page can
 * have a strict content security policy that names the hash of its one stylesheet.
 */
export const chartStyle = `
:root {
  color-scheme: light dark;
  --ink: #1c1e21; --paper: #fff; --quiet: #5b6470; --line: #d5d9de; --shade: #f1f3f5; --link: #0b57d0;
  --ok: #35a37c; --denied: #b01e2e; --failed: #c48600; --others: #8a919a;
  ${variables(light)}
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e6e8eb; --paper: #15181c; --quiet: #a3abb5; --line: #3a4048; --shade: #22262c; --link: #8ab4f8;
    --ok: #3fb88d; --denied: #ff6b6b; --failed: #f7d774; --others: #8a919a;
    ${variables(dark)}
  }
}
.chart { color: var(--ink); font: 12px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
.chart .grid { stroke: var(--line); stroke-opacity: 1; }
.chart .gap { fill: var(--shade); }
.chart .hatch { stroke: var(--quiet); stroke-opacity: .45; fill: none; }
.chart .quiet { fill: var(--quiet); }
.chart .bars { stroke: var(--paper); stroke-width: .5px; }
.swatch { display: inline-block; }
${light.map((_, at) => colorRule(`series-${at + 1}`)).join('\n')}
${['ok', 'denied', 'failed', 'others'].map(colorRule).join('\n')}
`;

function variables(colors: readonly string[]): string {
  return colors.map((color, at) => `--series-${at + 1}: ${color};`).join(' ');
}

function colorRule(name: string): string {
  return `.chart .${name} { fill: var(--${name}); } .swatch.${name} { background: var(--${name}); }`;
}

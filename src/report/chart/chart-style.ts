/**
 * Colours of the series, for light and for dark paper: neighbours differ in lightness, too, so that
 * they are told apart by people who do not see red or green.
 */
const light = '#0072b2 #e08a1e #00795c #c77ba6 #7a3b00 #4aa3df #6a4c9c #9aa12b'.split(' ');
const dark = '#4aa8e8 #f2b04c #1fae86 #eba6cd #c07a3e #a5d8ff #9d84d6 #d8dd6a'.split(' ');

/** How many series have a colour of their own. */
export const seriesColors = light.length;

/**
 * The rules of charts and the colours of all. Charts bring none themselves, so that whoever shows one
 * can name the hash of all rules there are in a strict policy.
 */
export const chartStyle = `
:root {
  color-scheme: light dark;
  --ink: #1c1e21; --paper: #fff; --quiet: #5b6470; --line: #d5d9de; --shade: #f1f3f5; --link: #0b57d0;
  --ok: #35a37c; --denied: #b01e2e; --failed: #e0a100; --others: #8a919a;
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

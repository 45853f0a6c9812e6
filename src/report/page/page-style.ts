import { chartStyle } from '../chart/chart-style.ts';

/** The CSS rules of a page, for phones, large screens, dark mode and paper. */
export const pageStyle = `
${chartStyle}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 1rem; max-width: 64rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  overflow-wrap: anywhere;
}
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
p { margin: .5rem 0; }
a { color: var(--link); }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .875em; }
pre { overflow-x: auto; padding: .75rem; border-radius: .375rem; background: var(--shade); overflow-wrap: normal; }
.quiet { color: var(--quiet); }
.scroll { overflow-x: auto; max-width: 100%; margin: .5rem 0; }
.scroll:focus-visible, summary:focus-visible, a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
table { border-collapse: collapse; font-size: .875rem; overflow-wrap: normal; }
caption { text-align: left; padding: .25rem 0; color: var(--quiet); }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); min-width: 3rem; max-width: 24rem; overflow-wrap: break-word; }
tbody th, tfoot th { font-weight: normal; }
thead th { border-bottom: 2px solid var(--line); }
tfoot th, tfoot td { color: var(--quiet); border-bottom: 0; }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
time { white-space: nowrap; }
details { margin: .75rem 0; }
summary { cursor: pointer; padding: .25rem 0; }
figure { margin: 1rem 0; }
.findings { list-style: none; display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem 0; padding: 0; }
.findings a { display: block; padding: .35rem .75rem; border-radius: .375rem; border-left: .25rem solid var(--denied); background: var(--shade); color: var(--ink); text-decoration: none; }
.findings a:hover { text-decoration: underline; }
.level { display: inline-block; padding-left: .5rem; border-left: .25rem solid var(--line); }
.level.critical { border-color: var(--denied); font-weight: bold; }
.level.high { border-color: var(--denied); }
.level.medium { border-color: var(--failed); }
.level.low { border-color: var(--ok); }
.chart { display: block; width: 100%; height: auto; min-width: 34rem; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: .5rem 0; padding: 0; font-size: .875rem; }
.legend li { display: flex; align-items: baseline; gap: .4rem; min-width: 0; }
.legend .swatch { flex: none; width: .8rem; height: .8rem; }
@media (min-width: 48rem) { body { padding: 2rem; } h1 { font-size: 1.75rem; } }
@media print {
  :root { --ink: #000; --paper: #fff; --quiet: #444; --line: #bbb; --link: #000; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  .scroll { overflow: visible; }
  .chart { min-width: 0; }
  h2, h3, caption { break-after: avoid; }
  tr, figure { break-inside: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;

/** The CSS rules of the picture, in addition to those of all charts. */
export const pictureStyle = `
.chart.sessions { min-width: 46rem; }
.sessions .name { font-weight: 600; }
.sessions .sought { text-decoration: underline; }
.sessions .link { fill: none; stroke: var(--ink); stroke-width: 1.25px; }
.sessions .bar-line { stroke: var(--quiet); stroke-width: 2px; }
.sessions .tick { fill: var(--ink); }
.sessions .counts { paint-order: stroke; stroke: var(--paper); stroke-width: 3px; stroke-linejoin: round; }
.sessions .grid { stroke-width: 1px; }
@media print { .chart.sessions { min-width: 0; } }
`;

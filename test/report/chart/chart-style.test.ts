import { expect, test } from 'vitest';
import { chartStyle } from '../../../src/report/chart/chart-style.ts';

type Three = readonly [number, number, number];

/**
 * How linear RGB looks to people who lack one type of cone (Machado, Oliveira and Fernandes, "A
 * Physiologically-based Model for Simulation of Color Vision Deficiency", 2009).
 */
const views: Readonly<Record<string, readonly [Three, Three, Three]>> = {
  all: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  'no red': [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  'no green': [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  'no blue': [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const [lightRules = '', darkRules = ''] = chartStyle.split('@media (prefers-color-scheme: dark)');
const series = /^series-/;
const outcomes = /^(?:ok|denied|failed|others)$/;

test.each([
  ['light', lightRules],
  ['dark', darkRules],
])(
  'any two colours on a %s background differ from each other and from it, with any colour vision',
  (_, rules) => {
    const paper = colorsIn(rules, /^paper$/)[0] ?? [0, 0, 0];
    for (const names of [series, outcomes]) {
      const colors = colorsIn(rules, names);
      expect(colors.length).toBe(names === series ? 8 : 4);
      for (const [name, view] of Object.entries(views)) {
        const seen = colors.map((color) => labOf(simulateVision(view, color)));
        const pairs = seen.flatMap((a, at) => seen.slice(0, at).map((b) => distance(a, b)));
        // A distance of 2 is visible side by side; these must be recognized in a legend.
        expect(Math.min(...pairs), name).toBeGreaterThan(13);
      }
      // Web Content Accessibility Guidelines 2.2, 1.4.11.
      for (const color of colors) expect(contrast(color, paper)).toBeGreaterThan(2.99);
    }
  },
);

function colorsIn(rules: string, names: RegExp): Three[] {
  return [...rules.matchAll(/--([\w-]+): (#[0-9a-f]{3,6});/g)]
    .filter(([, name = '']) => names.test(name))
    .map(([, , hex = '']) => linearOf(hex));
}

function linearOf(hex: string): Three {
  const digits = hex.length === 4 ? hex.replace(/[0-9a-f]/g, '$&$&') : hex;
  const channel = (at: number) => {
    const value = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function simulateVision(view: readonly [Three, Three, Three], color: Three): Three {
  const row = (weights: Three) => Math.min(1, Math.max(0, dot(weights, color)));
  return [row(view[0]), row(view[1]), row(view[2])];
}

/** Converts linear sRGB to CIE L*a*b* with white point D65. */
function labOf(color: Three): Three {
  const part = (weights: Three, white: number) => {
    const value = dot(weights, color) / white;
    return value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116;
  };
  const x = part([0.4124, 0.3576, 0.1805], 0.95047);
  const y = part([0.2126, 0.7152, 0.0722], 1);
  const z = part([0.0193, 0.1192, 0.9505], 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function contrast(a: Three, b: Three): number {
  const [dark = 0, light = 0] = [a, b]
    .map((color) => dot([0.2126, 0.7152, 0.0722], color))
    .sort((one, other) => one - other);
  return (light + 0.05) / (dark + 0.05);
}

function distance(a: Three, b: Three): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function dot(a: Three, b: Three): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

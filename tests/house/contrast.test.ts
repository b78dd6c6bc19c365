import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TEXT_ON } from '../support/colour-pairs';

// WCAG 2.2 (1.4.3, 1.4.6, 1.4.11): text holds 4.5:1 against what it lies on, in the outdoors theme 7:1; edges of controls hold 3:1.
const css = readFileSync('src/lib/ui/tokens.css', 'utf8');

/** The colours of the last block that opens with this selector. */
function theme(selector: string): Record<string, string> {
  const at = css.lastIndexOf(`${selector} {`);
  const block = css.slice(at, css.indexOf('}', at));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{3,6});/g)].map(([, name, value]) => [name, value])
  );
}

function luminance(hex: string): number {
  const full = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit).join('') : hex.slice(1);
  const [r, g, b] = [0, 2, 4].map((at) => {
    const part = parseInt(full.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function ratio(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light! + 0.05) / (dark! + 0.05);
}

describe.each([
  ['light', "[data-theme='light']", 4.5],
  ['dark', "[data-theme='dark']", 4.5],
  ['outdoors', "[data-theme='outdoors']", 7]
])('the %s theme', (_name, selector, least) => {
  const colours = theme(selector);

  it.each(TEXT_ON)('shows %s on %s clearly enough to read', (text, ground) => {
    expect(ratio(colours[text]!, colours[ground]!)).toBeGreaterThanOrEqual(least);
  });

  it.each(['paper', 'sheet'])('shows the edge of a control on %s', (ground) => {
    expect(ratio(colours['line-strong']!, colours[ground]!)).toBeGreaterThanOrEqual(3);
  });
});

it('has the same dark colours whether the system or the person asks for them', () => {
  const bySystem = theme(":root:not([data-theme='light'], [data-theme='outdoors'])");
  expect(Object.keys(bySystem).length).toBeGreaterThan(15);
  expect(theme("[data-theme='dark']")).toEqual(bySystem);
});

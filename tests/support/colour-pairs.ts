import type { Page } from '@playwright/test';

// Which colour of the tokens may be written on which. tests/house/contrast.test.ts proves each pair in every theme; the browser
// tests find no other pair on any page that they look at. So what reads well in one theme reads well in all.

export const TEXT_ON: readonly (readonly [text: string, ground: string])[] = [
  ...['paper', 'sheet', 'sunk', 'dado', 'accent-soft', 'wood-soft', 'warn-soft', 'danger-soft'].map(
    (ground) => ['ink', ground] as const
  ),
  ...['paper', 'sheet', 'sunk', 'accent-soft', 'warn-soft'].map((ground) => ['ink-soft', ground] as const),
  ...['paper', 'sheet', 'sunk', 'dado', 'accent-soft'].map((ground) => ['accent', ground] as const),
  ...['paper', 'sheet'].flatMap((ground) => ['danger', 'warn', 'wood-deep'].map((text) => [text, ground] as const)),
  ['accent-deep', 'accent-soft'],
  ['accent-deep', 'sheet'],
  ['accent-ink', 'accent'],
  ['accent-ink', 'accent-deep'],
  ['danger-ink', 'danger'],
  ['danger', 'danger-soft'],
  ['warn', 'warn-soft'],
  ['wood-deep', 'wood-soft']
];

/**
 * Returns each text whose colour and ground are both colours of the tokens, but no pair of `TEXT_ON`. What is written in a colour
 * of its own (paper, codes) is the same in every theme; what is switched off need not be read.
 */
export function unprovenPairs(page: Page): Promise<string[]> {
  return page.evaluate((pairs) => {
    const [texts, grounds] = [0, 1].map((at) => [...new Set(pairs.map((pair) => pair[at]!))]) as [string[], string[]];
    const allowed = new Set(pairs.map(([text, ground]) => `${text} on ${ground}`));
    const probe = document.createElement('i');
    const named = new Map<Element, Map<string, string[]>>();
    /** The names of each colour where this element stands: a part of a page may have a theme of its own. */
    const namesAt = (element: Element) => {
      const root = element.closest('[data-theme]') ?? document.documentElement;
      const known = named.get(root);
      if (known) return known;
      const names = new Map<string, string[]>();
      root.append(probe);
      for (const name of new Set([...texts, ...grounds])) {
        probe.style.color = `var(--${name})`;
        const colour = getComputedStyle(probe).color;
        names.set(colour, [...(names.get(colour) ?? []), name]);
      }
      probe.remove();
      named.set(root, names);
      return names;
    };
    const groundOf = (element: Element | null) => {
      for (let around = element; around; around = around.parentElement) {
        const { backgroundColor, backgroundImage } = getComputedStyle(around);
        if (backgroundImage !== 'none') return null;
        if (backgroundColor !== 'rgba(0, 0, 0, 0)') return backgroundColor;
      }
      return null;
    };
    const found = new Map<string, string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement!;
      const words = walker.currentNode.textContent!.trim();
      if (!words || !element.checkVisibility() || element.closest(':disabled, [aria-disabled="true"], option'))
        continue;
      const ground = groundOf(element);
      const names = namesAt(element);
      const [mine, under] = [names.get(getComputedStyle(element).color), ground && names.get(ground)];
      if (!mine || !under) continue;
      const may = mine.flatMap((text) => under.map((name) => `${text} on ${name}`));
      if (!may.some((pair) => allowed.has(pair))) found.set(may[0]!, words.slice(0, 30));
    }
    return [...found].map(([pair, words]) => `${pair}: ${words}`);
  }, TEXT_ON);
}

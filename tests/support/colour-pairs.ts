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
 * Returns each text that cannot be read well as it stands (WCAG 2.2, 1.4.3: 4.5 to 1, large type 3 to 1, what is half transparent
 * as it is seen), and each whose colour and ground are both colours of the tokens but no pair of `TEXT_ON`: that one may fail in
 * another theme. What is written in a colour of its own (paper, codes) is the same in every theme; what is switched off need not be
 * read. In the place of axe's rule, which takes as long as all its others.
 */
export function badColours(page: Page): Promise<string[]> {
  return page.evaluate(async (pairs) => {
    // A button that has just been switched on is on its way from one colour to the other.
    const moving = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.all(moving.map((animation) => animation.finished.catch(() => undefined)));
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
    type Colour = readonly [red: number, green: number, blue: number, alpha: number];
    const read = (text: string): Colour | null => {
      const parts = /^rgba?\(([^)]*)\)$/.exec(text)?.[1]?.split(',').map(Number);
      return parts ? [parts[0]!, parts[1]!, parts[2]!, parts[3] ?? 1] : null;
    };
    const luminance = (colour: readonly number[]) => {
      const [red, green, blue] = colour.map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
    };
    const opacityOf = (element: Element | null) => {
      let opacity = 1;
      for (let around = element; around; around = around.parentElement)
        opacity *= Number(getComputedStyle(around).opacity);
      return opacity;
    };
    /** What is wrong with a text on its ground as it is seen; null: it reads well, or nobody can tell. */
    const tooFaint = (element: Element, ground: string): string | null => {
      const { color, fontSize, fontWeight } = getComputedStyle(element);
      const [text, under] = [read(color), read(ground)];
      if (!text || !under || under[3] < 1) return null;
      const seen = text[3] * opacityOf(element);
      const mixed = [0, 1, 2].map((at) => text[at]! * seen + under[at]! * (1 - seen));
      const [light, dark] = [luminance(mixed), luminance(under.slice(0, 3))].sort((a, b) => b - a) as [number, number];
      const ratio = (light + 0.05) / (dark + 0.05);
      const size = Number.parseFloat(fontSize);
      const large = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700);
      return ratio < (large ? 3 : 4.5) ? `${color} on ${ground} at ${ratio.toFixed(2)} to 1` : null;
    };
    const found = new Map<string, string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement!;
      const words = walker.currentNode.textContent!.trim();
      if (
        !words ||
        !element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) ||
        element.closest(':disabled, [aria-disabled="true"], option')
      )
        continue;
      const ground = groundOf(element);
      const faint = ground && tooFaint(element, ground);
      if (faint) found.set(faint, words.slice(0, 30));
      const names = namesAt(element);
      const [mine, under] = [names.get(getComputedStyle(element).color), ground && names.get(ground)];
      if (!mine || !under) continue;
      const may = mine.flatMap((text) => under.map((name) => `${text} on ${name}`));
      if (!may.some((pair) => allowed.has(pair))) found.set(may[0]!, words.slice(0, 30));
    }
    return [...found].map(([pair, words]) => `${pair}: ${words}`);
  }, TEXT_ON);
}

/* eslint-disable no-console -- it stands for a library that writes there */
// Takes the place of `lib0/logging` in the browser's bundle (vite.config.ts): the original paints the console with the help
// of a DOM and a schema library, 3 KB of a tablet's first load. Yjs uses these names of it and no others; a new one fails
// the build.

export const BOLD = Symbol();
export const UNBOLD = Symbol();
export const RED = Symbol();
export const ORANGE = Symbol();

const words = (input: unknown[]) => input.filter((one) => typeof one !== 'symbol');

export function print(...input: unknown[]): void {
  console.info(...words(input));
}

export function warn(...input: unknown[]): void {
  console.warn(...words(input));
}

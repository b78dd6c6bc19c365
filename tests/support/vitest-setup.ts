import { afterEach, beforeEach, expect, vi } from 'vitest';

// Whatever writes an error to the console during a test has failed it.
beforeEach(() => {
  vi.spyOn(console, 'error');
});
afterEach(() => {
  const said = vi.mocked(console.error).mock?.calls ?? [];
  vi.restoreAllMocks();
  expect(said, 'console.error was called').toEqual([]);
});

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fetchAssets, ICON } from '$lib/features/offline/tablet-assets';

/** The caches of one browser, by name. */
let kept: Map<string, Map<string, Response>>;
let fetched: string[];
beforeEach(() => {
  kept = new Map();
  fetched = [];
  vi.stubGlobal('caches', {
    open: async (name: string) => {
      const cache = kept.get(name) ?? new Map<string, Response>();
      kept.set(name, cache);
      return { put: async (file: string, response: Response) => void cache.set(file, response) };
    },
    match: async (file: string) =>
      [...kept.values()]
        .map((cache) => cache.get(file))
        .find((found) => found)
        ?.clone()
  });
  vi.stubGlobal('fetch', async (file: string) => {
    fetched.push(file);
    return new Response(`${file} from the server`, { status: file.includes('gone') ? 404 : 200 });
  });
});
afterEach(() => vi.unstubAllGlobals());

it('a first build is fetched whole', async () => {
  await fetchAssets('assets-1', ['/_app/a.1.js', '/_app/b.1.js', ICON]);
  expect(fetched.sort()).toEqual(['/_app/a.1.js', '/_app/b.1.js', ICON]);
  expect([...kept.get('assets-1')!.keys()].sort()).toEqual(['/_app/a.1.js', '/_app/b.1.js', ICON]);
});

it('the next build fetches what has another name, and the one file whose name says nothing of what is in it', async () => {
  await fetchAssets('assets-1', ['/_app/a.1.js', '/_app/b.1.js', ICON]);
  fetched = [];
  await fetchAssets('assets-2', ['/_app/a.1.js', '/_app/b.2.js', ICON]);
  expect(fetched.sort()).toEqual(['/_app/b.2.js', ICON]);
  expect([...kept.get('assets-2')!.keys()].sort()).toEqual(['/_app/a.1.js', '/_app/b.2.js', ICON]);
});

it('a build of which a file is missing is none', async () => {
  await expect(fetchAssets('assets-1', ['/_app/gone.js'])).rejects.toThrow('404');
});

/** The only file of ours whose name does not say what is in it. */
export const ICON = '/stool.svg';

/**
 * The worker's half: fills a build's cache. A file that an older build has kept under the same name is the same file, and
 * only what is new goes over the network. Throws when one cannot be had: the build then waits for the next try.
 */
export async function fetchAssets(name: string, wanted: Iterable<string>): Promise<void> {
  const cache = await caches.open(name);
  await Promise.all(
    [...wanted].map(async (file) => {
      const kept = file === ICON ? undefined : await caches.match(file);
      const response = kept ?? (await fetch(file));
      if (!response.ok) throw new Error(`${file}: ${response.status}`);
      await cache.put(file, response);
    })
  );
}

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { applyAwarenessUpdate, Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { bareRoom } from './support/bare-room';
import { startTestServer, type TestServer } from './support/test-server';
import { presenceOf } from './support/malformed';
import { rawClient, typed, type RawClient } from './support/raw-client';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.stop());

/** What a stock client would now show of the others, from all it has heard. */
function shown(client: RawClient): Map<number, { [field: string]: unknown }> {
  const awareness = new Awareness(new Y.Doc());
  awareness.setLocalState(null);
  for (const { type, bytes } of client.heard) if (type === 1) applyAwarenessUpdate(awareness, bytes, 'server');
  const states = new Map(awareness.getStates());
  awareness.destroy();
  return states;
}
const show = (client: RawClient, ...states: Parameters<typeof presenceOf>) => client.socket.send(presenceOf(...states));
const LAST = Number.MAX_SAFE_INTEGER;

describe('whoever forges presence', () => {
  test('[P2] cannot take another off the screens, neither before nor after having shown himself', async () => {
    const [wang, li, watcher] = [
      await rawClient(server, 'wang'),
      await rawClient(server, 'li'),
      await rawClient(server, 'viewer')
    ];
    show(wang, [7, 1, '{"editing":"a"}']);
    await wang.roundTrip();
    show(li, [7, 2, 'null']);
    show(li, [7, LAST, 'null']);
    show(li, [8, 1, '{}'], [7, LAST, 'null']);
    show(li, [7, LAST, '{"editing":"forged"}']);
    await li.roundTrip();
    await watcher.roundTrip();
    expect(shown(watcher).get(7)).toMatchObject({ editing: 'a', user: { id: 'wang' } });
    li.socket.close();
    await li.closed;
    show(wang, [7, 2, '{"editing":"b"}']);
    await wang.roundTrip();
    await watcher.roundTrip();
    expect(shown(watcher).get(7)).toMatchObject({ editing: 'b' });
    expect(shown(watcher).has(8)).toBe(false);
  });

  test('[P2] with the highest clock there is wins nothing by it: the server counts for itself, and peers can follow', async () => {
    const [li, watcher] = [await rawClient(server, 'li'), await rawClient(server, 'viewer')];
    show(li, [8, LAST, '{"editing":"a"}']);
    await li.roundTrip();
    await watcher.roundTrip();
    expect(shown(watcher).get(8)).toMatchObject({ editing: 'a' });
    li.socket.close();
    await li.closed;
    const again = await rawClient(server, 'li');
    show(again, [8, 1, '{"editing":"b"}']);
    await again.roundTrip();
    await watcher.roundTrip();
    expect(shown(watcher).get(8)).toMatchObject({ editing: 'b' });
  });

  test('[P3] with a number past all counting, or more states than there are bytes for, pays with his connection', async () => {
    const huge = [255, 255, 255, 255, 255, 255, 255, 255, 255, 127];
    for (const bytes of [
      [1, ...huge, 1, 2, 123, 125],
      [1, 8, ...huge, 2, 123, 125],
      [200, 7, 8, 1],
      [...huge],
      [1, 8, 1, 99]
    ]) {
      const li = await rawClient(server, 'li');
      li.send(1, Uint8Array.from(bytes));
      expect(await li.closed).toBe(4522);
    }
  });

  test('[P2] as a thousand people of one device is one person a socket', async () => {
    const [li, watcher] = [await rawClient(server, 'li'), await rawClient(server, 'viewer')];
    show(li, ...Array.from({ length: 900 }, (_, i): [number, number, string] => [1_000 + i, 1, '{}']));
    for (let i = 0; i < 50; i++) show(li, [5_000 + i, 1, '{}']);
    await li.roundTrip();
    await watcher.roundTrip();
    expect([...shown(watcher).keys()]).toEqual([1_000]);
    // The ids it tried to take stay free for whoever draws them.
    const wang = await rawClient(server, 'wang');
    wang.update(typed(1_500, ['是我的'])[0]!);
    await wang.roundTrip();
    expect(await server.hub.quarantined('meeting/one')).toEqual([]);
  });

  test('[P1] by other names for the name cannot go by another, nor reach into what objects are made of', async () => {
    const [li, watcher] = [await rawClient(server, 'li'), await rawClient(server, 'viewer')];
    const forged =
      '{"__proto__":{"user":{"name":"伪"}},"constructor":1,"toJSON":1,"user":{"name":"伪"},"user":{"id":"wang"}}';
    show(li, [8, 1, forged]);
    await li.roundTrip();
    await watcher.roundTrip();
    expect(shown(watcher).get(8)?.user).toMatchObject({ id: 'li', name: 'li of the community' });
    expect(({} as { user?: unknown }).user).toBeUndefined();
  });

  test('nested as deep as its bytes allow costs nothing but itself', async () => {
    const [li, watcher] = [await rawClient(server, 'li'), await rawClient(server, 'viewer')];
    show(li, [8, 1, `{"a":${'['.repeat(2_000)}${']'.repeat(2_000)}}`]);
    await li.roundTrip();
    await watcher.roundTrip();
    expect(shown(watcher).get(8)?.user).toMatchObject({ id: 'li' });
  });
});

test('[I3] ids shown by a device that comes and goes are its own up to a number, and nobody’s after it', async () => {
  const room = bareRoom({ clientIdsPerDevice: 100 });
  for (let i = 0; i < 1_000; i++) {
    const mallory = room.join('mallory');
    mallory.send(presenceOf([10_000 + i, 1, '{}']));
    mallory.leave();
  }
  expect(room.room.logged.mayShow(10_050, 'tablet of wang')).toBe(false);
  expect(room.room.logged.mayShow(10_500, 'tablet of wang')).toBe(true);
  await room.stop();
});

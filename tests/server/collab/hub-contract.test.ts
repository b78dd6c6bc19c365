import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DocumentKind, Hub } from '../../../server/collab';
import { fakeHub } from '../../support/ground';
import { startTestServer, textOf } from './support/test-server';

/** What the areas see of a hub: the sync server's own, and the one in memory that their tests stand on. */
const HUBS: Record<string, () => Promise<{ hub: Hub; settled: string[]; stop: () => Promise<void> }>> = {
  'the sync server': async () => {
    const settled: string[] = [];
    const server = await startTestServer({
      settleMs: 3_600_000,
      settled: async (_name, doc) => void settled.push(textOf(doc))
    });
    return { hub: server.hub, settled, stop: () => server.stop() };
  },
  'the hub in memory': async () => {
    const settled: string[] = [];
    const hub = fakeHub();
    const kind: DocumentKind = {
      name: 'meeting',
      matches: (name) => name.startsWith('meeting/'),
      open: async () => ({ right: 'edit', epoch: 1 }),
      epoch: async (name) => (name.endsWith('/missing') ? null : 1),
      settled: async (_name, doc) => void settled.push(textOf(doc)),
      settleMs: 3_600_000
    };
    hub.register(kind);
    return { hub, settled, stop: () => hub.stop() };
  }
};

describe.each(Object.entries(HUBS))('%s', (_name, make) => {
  let hub: Hub;
  let settled: string[];
  let stop: () => Promise<void>;
  beforeEach(async () => ({ hub, settled, stop } = await make()));
  afterEach(() => stop());

  const write = (text: string, document = 'meeting/one') =>
    hub.change(document, (doc) => doc.getText('text').insert(doc.getText('text').length, text));

  test('reads what was changed, and tells of a document that is none', async () => {
    expect(await hub.read('meeting/one', textOf)).toBe('');
    await write('议程');
    expect(await hub.read('meeting/one', textOf)).toBe('议程');
    for (const none of ['meeting/missing', 'unknown/one']) {
      expect(await hub.read(none, textOf)).toBeNull();
      expect(await hub.watch(none, () => {})).toBeNull();
      await expect(write('x', none)).rejects.toThrow('no such document');
      await hub.settle(none);
    }
    expect(settled).toEqual([]);
  });

  test('[W7] makes a change whole or not at all', async () => {
    await write('原样');
    const half = hub.change('meeting/one', (doc) => {
      doc.getText('text').insert(0, '半');
      throw new Error('thought better of it');
    });
    await expect(half).rejects.toThrow('thought better of it');
    expect(await hub.read('meeting/one', textOf)).toBe('原样');
    await write('续');
    expect(await hub.read('meeting/one', textOf)).toBe('原样续');
  });

  test('[D3] calls a watcher once now and after every change that changed something, each as often as it watches', async () => {
    const seen: string[] = [];
    const watcher = (doc: Parameters<typeof textOf>[0]) => void seen.push(textOf(doc));
    const stopFirst = await hub.watch('meeting/one', watcher);
    const stopSecond = await hub.watch('meeting/one', watcher);
    await hub.watch('meeting/one', () => {
      throw new Error('broken watcher');
    });
    await write('一');
    await hub.change('meeting/one', () => {});
    await vi.waitFor(() => expect(seen).toEqual(['', '', '一', '一']));
    stopFirst!();
    await write('二');
    await vi.waitFor(() => expect(seen).toEqual(['', '', '一', '一', '一二']));
    stopSecond!();
    await write('三');
    expect(await hub.read('meeting/one', textOf)).toBe('一二三');
    expect(seen).toHaveLength(5);
  });

  test('[D1] settles when asked, and not before', async () => {
    await write('一');
    expect(settled).toEqual([]);
    await hub.settle('meeting/one');
    expect(settled).toEqual(['一']);
  });

  test('knows of no quarantine and no connections where nobody has been', async () => {
    await write('一');
    expect(await hub.quarantined('meeting/one')).toEqual([]);
    expect(await hub.writers('meeting/one')).toEqual([]);
    expect(hub.stats()).toMatchObject({ documents: 1, connections: 0, pending: 0, queuedBytes: 0 });
  });
});

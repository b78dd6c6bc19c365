import { describe, expect, it, vi } from 'vitest';
import { PrivateDocument, privateDocument } from '$lib/document/attendance';
import { DisputesDocument, SIDES } from '$lib/document/disputes';
import { refused } from '$lib/domain/refusal';
import { privateKind } from '../../../server/attendance';
import type { Edition, Publicity, Watching } from '../../../server/publicity';
import { addParty } from '../../../server/community';
import { COMMUNITY, PARTY, VENUES } from '../../../server/seed/fixtures';
import { CODE, stage } from './watch-meeting';

interface Seat {
  watching: Watching;
  seen: Edition[];
  ended: ReturnType<typeof vi.fn>;
}

async function sit(publicity: Publicity, deviceId: string, page: 'residents' | 'screen' = 'residents'): Promise<Seat> {
  const seen: Edition[] = [];
  const ended = vi.fn();
  const watching = await publicity.watch(CODE, { page, deviceId, listener: (edition) => seen.push(edition), ended });
  if (!watching || refused(watching)) throw new Error('was not let in');
  return { watching, seen, ended };
}

const said = (edition: Edition | undefined) => edition?.shown.entries.map(({ text }) => text);

describe('the public side of a meeting', () => {
  it('shows a planned meeting with the names of its place and community, and nothing of its accounts', async () => {
    const { publicity } = await stage();
    const edition = await publicity.view(' HAY 7KW ');
    expect(edition?.shown).toMatchObject({
      code: CODE,
      community: '槐荫里社区',
      venue: VENUES[2].name,
      phase: 'prepare'
    });
    expect(JSON.stringify(edition?.shown)).not.toMatch(/venueId|ownerId|createdBy|"by"/);
  });

  it.each(['zzzzzz', '', 'hay7k', '../../etc'])('knows no meeting under %s', async (code) => {
    const { publicity } = await stage();
    expect(await publicity.view(code)).toBeNull();
    expect(
      await publicity.watch(code, { page: 'screen', deviceId: 'd', listener: () => {}, ended: () => {} })
    ).toBeNull();
    expect(publicity.stats()).toMatchObject({ meetings: 0, watchers: 0 });
  });

  it('says no name that stands in the private half without consent, and says it as soon as its owner agrees', async () => {
    const { publicity, write, ground, meetingId } = await stage();
    ground.hub.register(privateKind(ground));
    const { seen } = await sit(publicity, 'device-1', 'screen');
    const hide = (put: (document: PrivateDocument) => void) =>
      ground.hub.change(privateDocument(meetingId), (doc) => put(new PrivateDocument(doc, 'own')));
    await write((document) =>
      document.addEntry({ kind: 'voice', speaker: '3号楼居民', text: '林秀英家也一样', by: 'x' })
    );
    await hide((document) => document.put('p1', { name: '林秀英' }));
    await vi.waitFor(() => expect(said(seen.at(-1))).toEqual(['林某家也一样']));
    const consent = { given: true, at: '2026-11-23T02:10:00.000Z', heard: 'tablet', by: 'x' };
    await hide((document) => document.put('p1', { consent }));
    await vi.waitFor(() => expect(said(seen.at(-1))).toEqual(['林秀英家也一样']));
  });

  it('names who checks a dispute that both sides let everybody read, also somebody who was added meanwhile', async () => {
    const { ground, publicity, write } = await stage();
    await publicity.view(CODE);
    const id = 'd0000000-0000-4000-8000-0000000000ff';
    await ground.store.tx((q) => addParty(q, { communityId: COMMUNITY.id, id, kind: 'person', name: '新来的调解员' }));
    await write(({ doc }) => {
      const disputes = new DisputesDocument(doc, 'own');
      const sheet = disputes.open('step', '2026-11-23T02:00:00.000Z');
      disputes.set(sheet, { checkerId: id, checkOn: '2026-12-20' });
      SIDES.forEach((side) => disputes.consent(sheet, side, { at: '2026-11-23T02:00:00.000Z', by: 'x' }));
    });
    await vi.waitFor(async () =>
      expect((await publicity.view(CODE))?.shown.disputes).toMatchObject([{ checker: '新来的调解员' }])
    );
  });

  it('makes one projection a change, and one sheet a page, with 300 watching', async () => {
    const { publicity, write } = await stage();
    const seats = await Promise.all(Array.from({ length: 300 }, (_, n) => sit(publicity, `device-${n}`)));
    const before = publicity.stats().projections;
    expect(before).toBe(1);
    await write((document) =>
      document.addEntry({ kind: 'voice', speaker: '9号楼居民', text: '电梯停在五楼', by: 'x' })
    );
    await vi.waitFor(() => expect(said(seats[299]!.seen.at(-1))).toEqual(['电梯停在五楼']));
    expect(publicity.stats().projections).toBe(before + 1);
    const editions = new Set(seats.map(({ seen }) => seen.at(-1)));
    expect(editions.size).toBe(1);
    const sheets = new Set(seats.map(({ seen }) => seen.at(-1)!.sheet('residents')));
    expect(sheets.size).toBe(1);
  });

  it('gathers a burst of changes into few editions and loses none of it', async () => {
    const { publicity, write } = await stage({ intervalMs: 30 });
    const { seen } = await sit(publicity, 'one');
    const texts = Array.from({ length: 40 }, (_, n) => `第${n}句`);
    for (const [n, text] of texts.entries())
      await write((document) =>
        document.addEntry({
          kind: 'voice',
          speaker: '',
          text,
          by: 'x',
          at: new Date(Date.UTC(2026, 10, 23, 2, 0, n)).toISOString()
        })
      );
    await vi.waitFor(() => expect(said(seen.at(-1))).toEqual(texts));
    expect(seen.length).toBeLessThan(10);
  });

  it('tells nobody of a change that the public does not see', async () => {
    const { publicity, write } = await stage();
    const { seen } = await sit(publicity, 'one');
    let id = '';
    await write((document) => (id = document.addEntry({ kind: 'voice', speaker: '', text: '一句', by: 'x' })));
    await vi.waitFor(() => expect(seen).toHaveLength(1));
    await write((document) => document.setEntry(id, { speaker: '' }));
    await write((document) => document.addEntry({ kind: 'voice', speaker: '', text: '两句', by: 'x' }));
    await vi.waitFor(() => expect(said(seen.at(-1))).toEqual(['一句', '两句']));
    expect(seen).toHaveLength(2);
  });

  it('names the owner of an issue as soon as it is set', async () => {
    const { publicity, write } = await stage();
    const { seen } = await sit(publicity, 'one');
    await write((document) => {
      const id = document.addIssue({ title: '楼道灯换成声控灯' });
      document.setIssue(id, { ownerId: PARTY.property!, dueOn: '2026-12-01', outcome: 'ledger' });
    });
    await vi.waitFor(() =>
      expect(seen.at(-1)?.shown.issues).toMatchObject([{ owner: '暖巢物业公司', dueOn: '2026-12-01' }])
    );
  });

  it('gives the page and the stream that follows it the same run, with one projection', async () => {
    const { publicity } = await stage();
    const page = await publicity.view(CODE);
    const { watching } = await sit(publicity, 'one');
    expect([watching.edition.run, watching.edition.version]).toEqual([page!.run, page!.version]);
    expect(publicity.stats().projections).toBe(1);
  });

  it('refuses one device its third stream, and lets it in again when one has ended', async () => {
    const { publicity } = await stage({ perDevice: 2 });
    const { watching } = await sit(publicity, 'phone');
    await sit(publicity, 'phone');
    const third = { page: 'residents' as const, deviceId: 'phone', listener: () => {}, ended: () => {} };
    expect(await publicity.watch(CODE, third)).toMatchObject({ refused: 'watch/too-many', with: { seconds: 30 } });
    await sit(publicity, 'another phone');
    watching.stop();
    expect(refused(await publicity.watch(CODE, third))).toBe(false);
  });

  it('refuses phones when the meeting is full, but not the screen', async () => {
    const { publicity } = await stage({ residentsPerMeeting: 2 });
    await sit(publicity, 'a');
    await sit(publicity, 'b');
    const late = { page: 'residents' as const, deviceId: 'c', listener: () => {}, ended: () => {} };
    expect(await publicity.watch(CODE, late)).toMatchObject({ refused: 'server/busy' });
    await expect(sit(publicity, 'screen', 'screen')).resolves.toBeDefined();
  });

  it('frees everything when the last has gone', async () => {
    const { publicity } = await stage({ lingerMs: 0 });
    const seats = [await sit(publicity, 'a'), await sit(publicity, 'b')];
    for (const { watching } of seats) {
      watching.stop();
      watching.stop();
    }
    await vi.waitFor(() => expect(publicity.stats()).toMatchObject({ meetings: 0, watchers: 0 }));
  });

  it('lets the longest unwatched meeting go when too many are kept ready', async () => {
    const { publicity, ground } = await stage({ idleChannels: 0 });
    await publicity.view(CODE);
    expect(publicity.stats().meetings).toBe(0);
    expect(ground.hub.stats().documents).toBe(1);
    expect((await publicity.view(CODE))?.version).toBe(1);
  });

  it('goes on for the others when one watcher fails', async () => {
    const { publicity, write } = await stage();
    await publicity.watch(CODE, {
      page: 'residents',
      deviceId: 'bad',
      listener: () => {
        throw new Error('broken pipe');
      },
      ended: () => {}
    });
    const { seen } = await sit(publicity, 'good');
    await write((document) => document.addEntry({ kind: 'voice', speaker: '', text: '还在', by: 'x' }));
    await vi.waitFor(() => expect(said(seen.at(-1))).toEqual(['还在']));
  });

  it('ends every watch when the server stops, and lets nobody in afterwards', async () => {
    const { publicity } = await stage();
    const { ended } = await sit(publicity, 'a');
    publicity.stop();
    expect(ended).toHaveBeenCalledOnce();
    expect(publicity.stats()).toMatchObject({ meetings: 0, watchers: 0 });
    const late = { page: 'residents' as const, deviceId: 'b', listener: () => {}, ended: () => {} };
    expect(await publicity.watch(CODE, late)).toMatchObject({ refused: 'server/busy' });
  });
});

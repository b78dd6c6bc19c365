import { describe, expect, it } from 'vitest';
import { countUnread, listNotices, markAllRead, markRead } from '../../../server/notices';
import { noticeRead } from '../../../server/notices/tables';
import { ACCOUNT, PARTY } from '../../../server/seed/fixtures';
import { caller } from '../../support/ground';
import { noticesGround, type NoticesGround } from './support';

const kinds = async (s: NoticesGround, username: string) =>
  (await listNotices(s, caller(username))).notices.map(({ kind, read }) => `${kind}${read ? ' read' : ''}`);

describe('the list in the server', () => {
  it('has what is for me, my organisation and my office, the newest first, and not what I did', async () => {
    const s = await noticesGround();
    await s.put('dispatched', { partyId: PARTY.property! });
    await s.put('chased', { accountId: ACCOUNT.staff! });
    await s.put('returned', { office: true });
    await s.put('finished', { office: true }, {}, { by: ACCOUNT.staff });
    expect(await kinds(s, 'partner')).toEqual(['dispatched']);
    expect(await kinds(s, 'staff')).toEqual(['returned', 'chased']);
    expect(await kinds(s, 'staff2')).toEqual(['finished', 'returned']);
    expect(await kinds(s, 'facilitator')).toEqual([]);
    expect((await listNotices(s, caller('staff2', { communityId: 'another' }))).notices).toEqual([]);
  });

  it('counts what is unread; one is read by itself, or all up to the one on top', async () => {
    const s = await noticesGround();
    const me = caller('staff');
    const count = () => countUnread(s, me);
    for (let n = 0; n < 5; n++) await s.put('returned', { office: true });
    expect(await count()).toBe(5);
    await markRead(s, me, 3);
    await markRead(s, me, 3);
    await markRead(s, me, 99);
    await markRead(s, me, Number.NaN);
    expect([await count(), await countUnread(s, caller('staff2'))]).toEqual([4, 5]);
    expect(await kinds(s, 'staff')).toEqual(['returned', 'returned', 'returned read', 'returned', 'returned']);
    await markAllRead(s, me, 4);
    expect([await count(), (await s.store.q.select().from(noticeRead).all()).length]).toEqual([1, 0]);
    await markAllRead(s, me, 2);
    expect(await count()).toBe(1);
    // A number from outside makes nothing read that is still to come.
    await markAllRead(s, me, 1_000_000);
    await s.put('returned', { office: true });
    expect(await count()).toBe(1);
  });

  it('cannot be read away for another person', async () => {
    const s = await noticesGround();
    await s.put('chased', { accountId: ACCOUNT.secretary! });
    await markRead(s, caller('staff'), 1);
    await markAllRead(s, caller('partner'), 1);
    expect(await countUnread(s, caller('secretary'))).toBe(1);
    expect(await s.store.q.select().from(noticeRead).all()).toEqual([]);
  });

  it('comes in pages, and counts no further than a hundred', async () => {
    const s = await noticesGround();
    for (let n = 0; n < 120; n++) await s.put('returned', { office: true }, { number: String(n) });
    const me = caller('staff');
    const pages: string[][] = [];
    let before: number | null = null;
    do {
      const page: Awaited<ReturnType<typeof listNotices>> = await listNotices(s, me, before);
      pages.push(page.notices.map(({ values }) => values.number!));
      before = page.next;
    } while (before !== null);
    expect(pages.map((page) => page.length)).toEqual([50, 50, 20]);
    expect(pages.flat()).toEqual(Array.from({ length: 120 }, (_, n) => String(119 - n)));
    expect(await countUnread(s, me)).toBe(100);
  });
});

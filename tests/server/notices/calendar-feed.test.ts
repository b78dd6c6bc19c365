import { describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import { account } from '../../../server/identity/tables';
import { item } from '../../../server/ledger/tables';
import { calendarFeed, dropCalendar, makeCalendar, ownChannels } from '../../../server/notices';
import { channel } from '../../../server/notices/tables';
import { COMMUNITY, PARTY } from '../../../server/seed/fixtures';
import { caller } from '../../support/ground';
import { granted, noticesGround, type NoticesGround } from './support';

async function promise(s: NoticesGround, number: string, given: Partial<typeof item.$inferInsert>) {
  const at = '2026-11-20T02:00:00.000Z';
  await s.store.tx((q) =>
    q
      .insert(item)
      .values({
        communityId: COMMUNITY.id,
        id: `item-${number}`,
        number,
        title: '灯不亮',
        detail: '',
        category: 'repair',
        tier: 'simple',
        state: 'handling',
        channel: 'meeting',
        createdAt: at,
        updatedAt: at,
        ownerId: PARTY.property!,
        dueOn: '2026-12-01',
        ...given
      })
      .run()
  );
}
const feed = async (s: NoticesGround, username: string) => {
  const { token } = granted(await makeCalendar(s, caller(username), 'zh-CN'));
  return (await calendarFeed(s, token))!.replace(/\r\n[ \t]/g, '');
};
const summaries = (text: string) => [...text.matchAll(/^SUMMARY:(.*)$/gm)].map(([, line]) => line!.trim());

describe('a calendar of deadlines', () => {
  it('has a person’s own, as whole days; the office has everybody’s', async () => {
    const s = await noticesGround();
    await promise(s, '2026-0001', { title: '电梯，三楼' });
    await promise(s, '2026-0002', { ownerId: PARTY['social-work']!, dueOn: '2026-11-20' });
    await promise(s, '2026-0003', { state: 'finished' });
    await promise(s, '2026-0004', { dueOn: null });
    await promise(s, '2026-0005', { dueOn: '2026-01-01' });
    const mine = await feed(s, 'partner');
    expect(summaries(mine)).toEqual(['台账 2026-0001“电梯，三楼”（暖巢物业公司）']);
    expect(mine).toContain('DTSTART;VALUE=DATE:20261201');
    expect(mine).toContain('DTEND;VALUE=DATE:20261202');
    expect(mine).toContain('UID:item-2026-0001@stool.example.org');
    expect(mine).toContain('URL;VALUE=URI:https://stool.example.org/ledger/item-2026-0001');
    expect(summaries(await feed(s, 'staff'))).toEqual([
      '已超期 台账 2026-0002“灯不亮”（同行社工服务站）',
      '台账 2026-0001“电梯，三楼”（暖巢物业公司）'
    ]);
  });

  it('[P1] [P3] lies with a stranger’s company: nothing of a dispute, no phone number', async () => {
    const s = await noticesGround();
    await promise(s, '2026-0001', { title: '老李家漏水', withheld: true });
    await promise(s, '2026-0002', { title: '找13812345678' });
    const text = await feed(s, 'staff');
    expect(text).not.toMatch(/老李|13812345678/);
    expect(text).toContain('邻里调解事项');
  });

  it('opens by its newest address alone, until it is revoked or the account is shut', async () => {
    const s = await noticesGround();
    const me = caller('partner');
    const first = granted(await makeCalendar(s, me, 'zh-CN')).token;
    expect(JSON.stringify(await s.store.q.select().from(channel).all())).not.toContain(first);
    const second = granted(await makeCalendar(s, me, 'en')).token;
    expect(await calendarFeed(s, first)).toBeNull();
    expect(await calendarFeed(s, second)).toContain('BEGIN:VCALENDAR');
    for (const bad of ['', 'x', "' or 1=1 --", 'A'.repeat(43)]) expect(await calendarFeed(s, bad)).toBeNull();
    await s.store.tx((q) =>
      q.update(account).set({ disabledAt: s.now().toISOString() }).where(eq(account.id, me.accountId)).run()
    );
    expect(await calendarFeed(s, second)).toBeNull();
    await s.store.tx((q) => q.update(account).set({ disabledAt: null }).where(eq(account.id, me.accountId)).run());
    expect(await calendarFeed(s, second)).not.toBeNull();
    await dropCalendar(s, me);
    expect(await calendarFeed(s, second)).toBeNull();
    expect((await ownChannels(s, me)).calendar).toBeNull();
  });
});

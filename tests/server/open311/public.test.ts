import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { issueOf, issueOrigin } from '../../../server/meetings';
import { attendance } from '../../../server/attendance/tables';
import { party, venue } from '../../../server/community/tables';
import { actOnItem, amendItem, createItem, mergeItems, splitItem, UNHEARD } from '../../../server/ledger';
import { item } from '../../../server/ledger/tables';
import { entry, issue } from '../../../server/meetings/tables';
import { COMMUNITY, PARTY, VENUES } from '../../../server/seed/fixtures';
import { caller, makeGround, type TestGround } from '../../support/ground';
import { granted, putItem } from '../ledger/support';
import { holdMeeting, writeIssue } from '../meetings/support';
import { facadeOf, readXml } from './support';

// An attacker reads everything that the façade gives, in both formats, and looks for what he should not know.

const staff = caller('staff');
const fromMeeting = { channel: 'meeting' } as const;

/** All that is said of an item and of all, in both formats. */
async function everything(s: TestGround, id: string): Promise<string> {
  const facade = facadeOf(s);
  const bodies: string[] = [];
  for (const path of [`v2/requests/${id}`, 'v2/requests', `v2/requests`])
    for (const format of ['xml', 'json']) {
      const body = await (await facade.get(`${path}.${format}`)).text();
      if (format === 'xml') readXml(body);
      bodies.push(body);
    }
  return bodies.join('\n');
}

describe('what is not public', () => {
  it('[G1] is as absent as what is not there, alone, among others, by its id and by its time', async () => {
    const s = await makeGround();
    const hidden = {
      desk: await putItem(s, { title: '柜台登记' }),
      phone: await putItem(s, { title: '电话登记', channel: 'phone' }),
      withheld: await putItem(s, { title: '两家的事', ...fromMeeting, withheld: true }),
      withdrawn: await putItem(s, { title: '导入又撤回', ...fromMeeting })
    };
    const withdrawn = hidden.withdrawn.id;
    await s.store.tx((q) => q.update(item).set({ state: 'withdrawn' }).where(eq(item.id, withdrawn)).run());
    const shown = await putItem(s, { title: '公开的事', ...fromMeeting });
    const facade = facadeOf(s);
    const absent = await (await facade.get(`v2/requests/${randomUUID()}.json`)).text();
    for (const { id } of Object.values(hidden)) {
      const response = await facade.get(`v2/requests/${id}.json`);
      expect([response.status, await response.text()]).toEqual([404, absent]);
    }
    const ids = [...Object.values(hidden), shown].map(({ id }) => id).join(',');
    for (const query of ['', `?service_request_id=${ids}`, '?status=open,closed', '?service_code=repair,other']) {
      const list = await (await facade.get(`v2/requests.json${query}`)).json();
      expect(list.map((one: { description: string }) => one.description)).toEqual(['公开的事']);
    }
  });

  it('[G1] what neighbours talk down among themselves is not there from the moment it is withheld', async () => {
    const held = await holdMeeting();
    const s = held.ground;
    writeIssue(held.document, { title: '楼上漏水', detail: '两家说不到一块儿' });
    await held.settle();
    const [made] = (await held.close()).items;
    const list = async () => (await facadeOf(s).get('v2/requests.json')).json();
    expect(await list()).toHaveLength(1);
    await s.store.tx((q) =>
      q
        .update(issue)
        .set({ withheld: 'step' })
        .where(eq(issue.id, issueOf(made!.origin)!.issueId))
        .run()
    );
    expect(await list()).toEqual([]);
    expect((await facadeOf(s).get(`v2/requests/${made!.id}.json`)).status).toBe(404);
  });

  it('[G1] what came out of a withheld matter is withheld too, and what is merged into one says nothing of it', async () => {
    const s = await makeGround();
    const secret = await putItem(s, { title: '两家的秘密', ...fromMeeting, withheld: true });
    const split = granted(
      await splitItem(s, staff, { itemId: secret.id, title: '秘密的一半', detail: '', reason: '分开办' })
    );
    const open = await putItem(s, { title: '公开的事', ...fromMeeting });
    granted(await mergeItems(s, staff, { itemId: open.id, intoId: secret.id }));
    const said = (await everything(s, open.id)) + (await everything(s, split.id));
    for (const word of ['秘密', secret.id, secret.number, split.id]) expect(said).not.toContain(word);
    expect(said).toContain('公开的事');
    expect(said).toContain('已并案');
  });

  it('[G16] another community’s is in none of ours', async () => {
    const s = await makeGround();
    const at = s.now().toISOString();
    const theirs = await s.store.tx((q) =>
      createItem(q, UNHEARD, {
        communityId: 'another',
        title: '别处的事',
        detail: '',
        category: 'repair',
        tier: 'simple',
        state: 'open',
        answer: '',
        ownerId: null,
        dueOn: null,
        gridId: null,
        venueId: null,
        origin: null,
        channel: 'meeting',
        raisedBy: '',
        supporters: 0,
        late: false,
        madeFrom: null,
        at,
        year: 2026,
        by: { id: 'x', name: 'x' }
      })
    );
    expect((await facadeOf(s).get(`v2/requests/${theirs.id}.json`)).status).toBe(404);
    expect(await (await facadeOf(s).get('v2/requests.json')).json()).toEqual([]);
  });
});

describe('what stands in what is public', () => {
  it('[G2] no name, number or door, wherever somebody wrote it', async () => {
    const held = await holdMeeting();
    const s = held.ground;
    const { document, id: meetingId } = held;
    const secrets = [
      '13912345678',
      '86543210',
      '501',
      '龚大娘子',
      '苗阿秀',
      '贾德全',
      '蒲晓棠',
      '王秋禾',
      '110101199003074258'
    ];
    document.addEntry({ kind: 'voice', speaker: '贾德全', text: '灯不亮', by: 'x' });
    const said = '找龚大娘子（13912345678），3号楼2单元501，苗阿秀和贾德全都说过，蒲晓棠记的';
    const id = writeIssue(document, {
      title: `楼道灯不亮，${said}`,
      detail: `身份证110101199003074258 座机86543210 ${said}`
    });
    document.setIssue(id, { raisedBy: '龚大娘子', ownerId: PARTY.facilitator!, dueOn: '2026-12-01' });
    await held.settle();
    const [made] = (await held.close()).items;
    await s.store.tx((q) =>
      q
        .insert(attendance)
        .values({ communityId: COMMUNITY.id, meetingId, id: 'a', name: '苗阿秀', consent: null })
        .run()
    );
    const act = async (name: 'dispatch' | 'accept' | 'finish', input: object) =>
      granted(await actOnItem(s, staff, { itemId: made!.id, act: name, input }));
    await act('dispatch', { ownerId: PARTY.facilitator });
    await act('accept', {});
    await act('finish', { reason: `办完了，${said}，王秋禾经手` });
    await s.store.tx((q) =>
      q.update(venue).set({ name: '贾德全家门口501室旁' }).where(eq(venue.id, VENUES[0].id)).run()
    );
    await s.store.tx((q) => q.update(item).set({ venueId: VENUES[0].id }).where(eq(item.id, made!.id)).run());
    const given = await everything(s, made!.id);
    for (const secret of secrets) expect(given, secret).not.toContain(secret);
    expect(given).toContain('楼道灯不亮');
    expect(given).toContain('办完了');
  });

  it('[G2] a person who owns it is the community; an organisation is named', async () => {
    const s = await makeGround();
    const give = async (ownerId: string) => {
      const { id } = await putItem(s, { ...fromMeeting });
      granted(await actOnItem(s, staff, { itemId: id, act: 'dispatch', input: { ownerId, dueOn: '2026-12-01' } }));
      return (await (await facadeOf(s).get(`v2/requests/${id}.json`)).json())[0].agency_responsible as string;
    };
    expect(await give(PARTY.facilitator!)).toBe('槐荫里社区');
    expect(await give(PARTY.property!)).toBe('暖巢物业公司');
    await s.store.tx((q) => q.update(party).set({ name: '葛长庚维修部' }).where(eq(party.id, PARTY.barber!)).run());
    expect(await give(PARTY.barber!)).not.toContain('葛长庚');
  });

  it('[G3] nothing that the office wrote for itself: amended details, notes, chases, returns, reasons of extension', async () => {
    const held = await holdMeeting();
    const s = held.ground;
    writeIssue(held.document, { title: '楼道灯不亮', detail: '三楼最黑', ownerId: null, dueOn: null });
    await held.settle();
    const [made] = (await held.close()).items;
    const itemId = made!.id;
    expect(await everything(s, itemId)).toContain('三楼最黑');
    granted((await amendItem(s, staff, { itemId, detail: '内部：预算不够' }))!);
    const dispatched = { ownerId: PARTY.property!, dueOn: '2026-12-01', reason: '内部：催得紧' };
    granted(await actOnItem(s, staff, { itemId, act: 'dispatch', input: dispatched }));
    const partner = caller('partner');
    granted(await actOnItem(s, partner, { itemId, act: 'note', input: { reason: '内部：没人手' } }));
    granted(await actOnItem(s, staff, { itemId, act: 'chase', input: { reason: '内部：领导问了' } }));
    granted(await actOnItem(s, staff, { itemId, act: 'extend', input: { dueOn: '2026-12-05', reason: '内部：等货' } }));
    granted(await actOnItem(s, partner, { itemId, act: 'return', input: { reason: '内部：不归我们' } }));
    const given = await everything(s, itemId);
    expect(given).not.toContain('内部');
    expect(given).not.toContain('三楼最黑');
    expect(given).toContain('楼道灯不亮');
  });

  it('[G3] how it was finished stands there until it is opened again; why it is declined in public words', async () => {
    const s = await makeGround();
    const { id } = await putItem(s, { ...fromMeeting });
    const notes = async () =>
      (await (await facadeOf(s).get(`v2/requests/${id}.json`)).json())[0].status_notes as string;
    granted(await actOnItem(s, staff, { itemId: id, act: 'answer', input: { answer: '十点半关灯' } }));
    expect(await notes()).toBe('已答复：十点半关灯');
    granted(await actOnItem(s, staff, { itemId: id, act: 'reopen', input: { reason: '没关' } }));
    expect(await notes()).toBe('待派单');
    granted(await actOnItem(s, staff, { itemId: id, act: 'decline', input: { reason: '归供电所管，已代转' } }));
    expect(await notes()).toBe('不予受理：归供电所管，已代转');
  });

  it('[G10] control characters and markup that somebody wrote harm neither format', async () => {
    const s = await makeGround();
    const title = `坏\u0000字\u0008符\uFFFF<b>&amp;</b>]]> "'`;
    const { id } = await putItem(s, { ...fromMeeting, title });
    const xml = readXml(await (await facadeOf(s).get(`v2/requests/${id}.xml`)).text());
    expect(xml.children[0]!.children[5]!.text).toBe(`坏字符<b>&amp;</b>]]> "'`);
    expect((await (await facadeOf(s).get(`v2/requests/${id}.json`)).json())[0].description).toBe(
      `坏字符<b>&amp;</b>]]> "'`
    );
  });

  it('[G2] speakers of the diary are no part of it', async () => {
    const s = await makeGround();
    const meetingId = randomUUID();
    const origin = issueOrigin({ meetingId, issueId: 'i1' });
    const { id } = await putItem(s, { ...fromMeeting, origin, title: '欧阳木兰说灯不亮' });
    const line = { communityId: COMMUNITY.id, meetingId, id: 'e1', at: s.now().toISOString(), kind: 'voice' };
    await s.store.tx((q) =>
      q
        .insert(entry)
        .values({ ...line, speaker: '欧阳木兰', text: '灯不亮', by: 'x' })
        .run()
    );
    expect(await everything(s, id)).not.toContain('木兰');
    // Nor of what is split off: it came of the same meeting.
    const seen = { itemId: id, detail: '', reason: '另是一件' };
    const split = granted(await splitItem(s, caller('staff'), { ...seen, title: '欧阳木兰还说门也坏了' }));
    expect(await everything(s, split.id)).not.toContain('木兰');
  });
});

describe('odd questions', () => {
  it('[G15] are 400 or 404 or answered, never a fault', async () => {
    const s = await makeGround();
    await putItem(s, { ...fromMeeting });
    const facade = facadeOf(s);
    const values = [
      ...[
        "' or 1=1 --",
        '%00',
        '\u0000',
        '-1',
        '1e309',
        'NaN',
        '[]',
        '{"a":1}',
        '../../etc/passwd',
        '%',
        ',,,',
        '٢٠٢٦'
      ],
      ...[
        '2026-11-23T10:00:00+99:99',
        '9999-12-31T23:59:59Z',
        '1900-01-01T00:00:00Z',
        'x'.repeat(8000),
        '😀'.repeat(500)
      ]
    ];
    const names = [
      'service_request_id',
      'service_code',
      'start_date',
      'end_date',
      'status',
      'page',
      'page_size',
      'jurisdiction_id'
    ];
    for (const name of names)
      for (const value of values)
        for (const format of ['json', 'xml']) {
          const response = await facade.get(`v2/requests.${format}?${name}=${encodeURIComponent(value)}`);
          expect([200, 400], `${name}=${value.slice(0, 40)}`).toContain(response.status);
          const body = await response.text();
          if (format === 'xml') readXml(body);
          else expect(Array.isArray(JSON.parse(body))).toBe(true);
          expect(body).not.toContain(value.length > 3 ? value : 'or 1=1');
        }
    for (const id of ["' or 1=1 --", '..', '%2e%2e', 'x'.repeat(3000), '__proto__', 'constructor', '1,2'])
      for (const path of ['v2/requests', 'v2/services'])
        expect((await facade.get(`${path}/${encodeURIComponent(id)}.json`)).status, id).toBe(404);
  });
});

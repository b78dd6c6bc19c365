import { describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import { OPERATIONS, schemas } from '../../../server/api';
import type { Caller } from '../../../server/identity/caller';
import { actOnItem } from '../../../server/ledger';
import { item, itemEvent } from '../../../server/ledger/tables';
import { putNotice } from '../../../server/notices';
import { COMMUNITY, PARTY } from '../../../server/seed/fixtures';
import { caller, makeGround, type TestGround } from '../../support/ground';
import { expectWhole, granted, putItem } from '../ledger/support';
import { picture } from '../attachments/support';
import { ask, nameOf, type Asked } from './ask';

const [staff, property, secretary] = [caller('staff'), caller('partner'), caller('secretary')];

function through(ground: TestGround) {
  return async (name: string, who: Caller, over: Partial<Asked> = {}) => {
    const operation = OPERATIONS.find((one) => nameOf(one) === name)!;
    const response = await ask({ ground, who, operation, ...over });
    const type = response.headers.get('content-type') ?? '';
    return { status: response.status, body: type.includes('json') ? await response.json() : null, response };
  };
}

describe('the life of an item over the API', () => {
  it('from dispatch to rating, each side with its own act, versions and pictures', async () => {
    const s = await makeGround();
    const go = through(s);
    const { id } = await putItem(s);
    const act = (who: Caller, body: object) => go('post /ledger/{id}/acts', who, { id, body });
    const dispatched = await act(staff, { act: 'dispatch', version: 1, ownerId: PARTY.property, within: 3 });
    expect(dispatched.body).toMatchObject({ id, state: 'dispatched', version: 2 });
    // Monday, and three working days on.
    expect(await s.store.q.select().from(item).where(eq(item.id, id)).get()!).toMatchObject({ dueOn: '2026-11-26' });
    expect((await act(property, { act: 'accept', version: 2 })).body.state).toBe('handling');
    const sent = await go('post /ledger/{id}/photos', property, {
      id,
      query: '?phase=after',
      body: await picture(9, 7),
      headers: { 'content-type': 'image/jpeg' }
    });
    expect(sent.status).toBe(201);
    const finish = { act: 'finish', version: 3, reason: '换了灯', photos: [sent.body.id] };
    expect((await act(property, finish)).body.state).toBe('finished');
    expect((await act(staff, { act: 'verify', version: 4 })).body.state).toBe('verified');
    const rating = { speed: 5, effect: 4, attitude: 5 };
    expect((await act(staff, { act: 'rate', version: 5, rating, how: 'call' })).body.state).toBe('rated');
    const { events } = schemas.eventList.parse((await go('get /ledger/{id}/events', property, { id })).body);
    expect(events.map((one) => one.act)).toEqual(['open', 'dispatch', 'accept', 'finish', 'verify', 'rate']);
    expect(events[3]).toMatchObject({ reason: '换了灯', photos: [sent.body.id] });
    const { photos } = (await go('get /ledger/{id}/photos', property, { id })).body;
    expect(photos).toMatchObject([{ id: sent.body.id, phase: 'after', width: 9 }]);
    expect(photos[0]).not.toHaveProperty('by');
    await expectWhole(s);
  });

  it('the same act sent twice is done once, and the second says who was faster', async () => {
    const s = await makeGround();
    const go = through(s);
    const { id } = await putItem(s);
    const body = { act: 'escalate', version: 1, reason: '请书记看看' };
    expect((await go('post /ledger/{id}/acts', staff, { id, body })).status).toBe(200);
    const again = await go('post /ledger/{id}/acts', secretary, { id, body });
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ type: 'urn:stoolside:problem:item:changed' });
    expect(again.body.detail).toContain('蒲晓棠');
  });

  it('takes nothing that only the rules or the server may set', async () => {
    const s = await makeGround();
    const go = through(s);
    const { id } = await putItem(s);
    for (const slipped of [
      ...[{ limitOn: '2030-01-01' }, { heldDays: 90 }, { level: 2 }, { happenedAt: '2026-01-01T00:00:00Z' }],
      ...[
        { importId: 'x' },
        { acceptBy: '2030-01-01' },
        { firstDueOn: '2030-01-01' },
        { dueWithin: { from: '2026-01-01', days: 1 } }
      ]
    ]) {
      const body = { act: 'dispatch', version: 1, ownerId: PARTY.property, dueOn: '2026-12-01', ...slipped };
      expect((await go('post /ledger/{id}/acts', staff, { id, body })).status).toBe(400);
    }
    for (const act of ['recalculate', 'withdraw-import', 'merge', 'amend', 'open', 'merge-from', 'report-done'])
      expect((await go('post /ledger/{id}/acts', staff, { id, body: { act, version: 1, reason: 'x' } })).status).toBe(
        400
      );
    expect(await s.store.q.select().from(itemEvent).where(eq(itemEvent.itemId, id)).all()).toHaveLength(1);
  });

  it('nobody rates himself, a partner cannot verify, and an owner of another community is none', async () => {
    const s = await makeGround();
    const go = through(s);
    const { id } = await putItem(s);
    const act = async (who: Caller, body: object) => (await go('post /ledger/{id}/acts', who, { id, body })).status;
    const stranger = {
      act: 'dispatch',
      version: 1,
      ownerId: 'd0000000-0000-4000-8000-999999999999',
      dueOn: '2026-12-01'
    };
    expect(await act(staff, stranger)).toBe(400);
    expect(await act(staff, { ...stranger, ownerId: PARTY.staff })).toBe(200);
    expect(await act(staff, { act: 'accept', version: 2 })).toBe(200);
    expect(await act(staff, { act: 'finish', version: 3, reason: '好了' })).toBe(200);
    expect(await act(staff, { act: 'verify', version: 4 })).toBe(403);
    expect(await act(property, { act: 'verify', version: 4 })).toBe(404);
    expect(await act(secretary, { act: 'verify', version: 4 })).toBe(200);
  });

  it('amended with what stands there already changes nothing and answers as it is', async () => {
    const s = await makeGround();
    const go = through(s);
    const { id, title } = await putItem(s);
    const same = await go('patch /ledger/{id}', staff, { id, body: { version: 1, title } });
    expect(same.body).toMatchObject({ id, version: 1, state: 'open' });
    const other = await go('patch /ledger/{id}', staff, { id, body: { version: 1, tier: 'complex' } });
    expect(other.body.version).toBe(2);
    expect((await go('patch /ledger/{id}', staff, { id, body: { version: 2, category: 'new' } })).status).toBe(400);
  });

  it('what is split off has a number of its own; what is merged comes out again', async () => {
    const s = await makeGround();
    const go = through(s);
    const { id } = await putItem(s);
    const split = await go('post /ledger/{id}/split', staff, {
      id,
      body: { version: 1, title: '灯罩', reason: '两件事' }
    });
    expect(split.status).toBe(201);
    expect(split.response.headers.get('location')).toBe(`/api/v1/ledger/${split.body.id}`);
    const merge = { version: 1, intoId: id };
    expect((await go('post /ledger/{id}/merge', staff, { id: split.body.id, body: merge })).body.state).toBe('merged');
    const itself = await go('post /ledger/{id}/merge', staff, { id, body: { version: 3, intoId: id } });
    expect(itself.status).toBe(409);
    const out = { version: 2, reason: '还是两件' };
    expect((await go('post /ledger/{id}/unmerge', staff, { id: split.body.id, body: out })).body.state).toBe('open');
    await expectWhole(s);
  });
});

describe('chasing many at once over the API', () => {
  it('judges each by itself and tells who owes it', async () => {
    const s = await makeGround();
    const go = through(s);
    const input = { ownerId: PARTY.property!, dueOn: '2026-12-01' };
    const ids = [(await putItem(s)).id, (await putItem(s)).id];
    for (const itemId of ids) granted(await actOnItem(s, staff, { itemId, act: 'dispatch', input }));
    granted(await actOnItem(s, staff, { itemId: ids[1]!, act: 'chase', input: {} }));
    const { body } = await go('post /ledger/chases', staff, { body: { ids: [...ids, 'nobodys'] } });
    expect(body.results.map((one: { chased: boolean }) => one.chased)).toEqual([true, false, false]);
    expect(body.results[1].type).toBe('urn:stoolside:problem:item:just-chased');
    expect(body.results[2]).toMatchObject({ number: null, type: 'urn:stoolside:problem:item:absent' });
    const { notices } = (await go('get /notices', property)).body;
    expect(notices.filter(({ kind }: { kind: string }) => kind === 'chased')).toHaveLength(2);
    const strangers = await go('post /ledger/chases', caller('staff', { communityId: 'another' }), { body: { ids } });
    expect(strangers.body.results.every((one: { number: string | null }) => one.number === null)).toBe(true);
  });

  it('refuses more than may be chosen', async () => {
    const s = await makeGround();
    const ids = Array.from({ length: 201 }, (_, n) => `x${n}`);
    expect((await through(s)('post /ledger/chases', staff, { body: { ids } })).status).toBe(400);
  });
});

describe('one’s notices over the API', () => {
  it('says each in a sentence, keeps what leads further to itself, and reads only one’s own', async () => {
    const s = await makeGround();
    const go = through(s);
    const note = (accountId: string) =>
      s.store.tx((q) =>
        putNotice(q, {
          communityId: COMMUNITY.id,
          to: { accountId },
          kind: 'chased',
          itemId: null,
          at: s.now().toISOString(),
          values: { number: '2026-0042', title: '楼道灯', who: '岳清和', link: '/n/confirm/secret-of-mine' }
        })
      );
    await note(staff.accountId);
    await note(secretary.accountId);
    const { body } = await go('get /notices', staff);
    expect(body.unread).toBe(1);
    expect(body.notices[0].line).toContain('2026-0042');
    expect(JSON.stringify(body)).not.toContain('secret-of-mine');
    const [{ seq }] = body.notices;
    expect((await go('post /notices/read', secretary, { body: { seq } })).status).toBe(204);
    expect((await go('get /notices', staff)).body.unread).toBe(1);
    expect((await go('post /notices/read', staff, { body: { seq } })).status).toBe(204);
    expect((await go('get /notices', staff)).body.unread).toBe(0);
    expect((await go('post /notices/read', staff, { body: { seq, upTo: seq } })).status).toBe(400);
  });
});

describe('the working-day calendar over the API', () => {
  it('is announced by what the preview showed, and only once it has been seen', async () => {
    const s = await makeGround();
    const go = through(s);
    const admin = caller('admin');
    const notice = { year: 2027, text: '2027-01-01~2027-01-03,off,元旦\n2027-01-09,work,元旦' };
    expect((await go('get /calendar', staff, { query: '?year=2027' })).body).toMatchObject({
      announced: false,
      days: []
    });
    const blind = await go('post /calendar', admin, { body: { ...notice, mark: 'guessed' } });
    expect(blind.status).toBe(409);
    const { body: seen } = await go('post /calendar/preview', admin, { body: notice });
    expect(seen).toMatchObject({ newly: true, unread: [] });
    const taken = await go('post /calendar', admin, { body: { ...notice, source: '国办发明电', mark: seen.mark } });
    expect(taken.body).toMatchObject({ year: 2027, newly: true });
    const { body: year } = await go('get /calendar', staff, { query: '?year=2027' });
    expect(year).toMatchObject({ announced: true, imports: [{ source: '国办发明电', by: '闻人静' }] });
    expect(year.days).toHaveLength(4);
    expect(year.days[3]).toEqual({ day: '2027-01-09', kind: 'work', name: '元旦' });
  });
});

describe('figures over the API', () => {
  it('each opens the items that it counts', async () => {
    const s = await makeGround();
    const go = through(s);
    const { id } = await putItem(s);
    s.wait(30 * 86_400_000);
    const { body } = await go('get /figures', staff);
    const overdue = body.figures.find(({ key }: { key: string }) => key === 'overdue');
    expect(overdue).toMatchObject({ n: 1, hits: 1, few: true });
    const behind = await go('get /figures/items', staff, { query: '?metric=overdue&part=numerator' });
    expect(behind.body).toMatchObject({ total: 1, items: [{ id }] });
    expect((await go('get /figures/{key}', staff, { id: 'luck' })).status).toBe(404);
    expect((await go('get /figures', staff, { query: '?month=2026-13' })).status).toBe(400);
    expect((await go('get /figures/items', staff, { query: '?metric=completion' })).status).toBe(400);
  });

  it('the book has a sentence for everything that it counts', async () => {
    const { body } = await through(await makeGround())('get /figures/book', property);
    const book = schemas.metricBook.parse(body);
    expect(book.metrics).toHaveLength(12);
    for (const { name, line, above, below, without } of book.metrics)
      for (const sentence of [name, line, above, below, without]) expect(sentence.length).toBeGreaterThan(1);
  });
});

describe('the ledger’s file over the API', () => {
  it('holds what the filter lets through, for those who may see it', async () => {
    const s = await makeGround();
    const go = through(s);
    await putItem(s, { title: '水管漏水' });
    const { id } = await putItem(s, { title: '道闸太响', category: 'environment' });
    const input = { ownerId: PARTY.property!, dueOn: '2026-12-01' };
    granted(await actOnItem(s, staff, { itemId: id, act: 'dispatch', input }));
    const lines = async (who: Caller, query: string) =>
      (await (await go('get /ledger/export', who, { query })).response.text()).trim().split('\n').slice(1);
    expect(await lines(staff, '?as=csv')).toHaveLength(2);
    expect((await lines(staff, '?as=csv&category=environment'))[0]).toContain('道闸太响');
    const own = await lines(property, '?as=csv');
    expect(own).toHaveLength(1);
    expect(own[0]).toContain('道闸太响');
    const file = (await go('get /ledger/export', staff)).response;
    expect(file.headers.get('content-type')).toContain('spreadsheetml');
    expect(
      Buffer.from(await file.arrayBuffer())
        .subarray(0, 2)
        .toString()
    ).toBe('PK');
    expect((await go('get /ledger/export', staff, { query: '?stat=open' })).status).toBe(400);
  });
});

describe('a picture sent over the API', () => {
  it('is refused where it is none, too large, or said to be something else', async () => {
    const s = await makeGround();
    const go = through(s);
    const { id } = await putItem(s);
    const send = async (body: Uint8Array, type: string, query = '?phase=before') =>
      (await go('post /ledger/{id}/photos', staff, { id, query, body, headers: { 'content-type': type } })).status;
    const good = await picture(8, 6);
    expect(await send(Buffer.from('<svg onload=alert(1)/>'), 'image/svg+xml')).toBe(415);
    expect(await send(good, 'application/x-www-form-urlencoded')).toBe(415);
    expect(await send(Buffer.alloc(8 * 1024 * 1024 + 1), 'image/jpeg')).toBe(413);
    expect(await send(good, 'image/jpeg', '?phase=later')).toBe(400);
    expect(await send(good, 'image/jpeg')).toBe(201);
  });
});

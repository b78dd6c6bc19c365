import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { issueOf } from '../../../server/meetings';
import { may, ROLES, type Permission, type Role } from '$lib/domain/identity/role';
import { OPERATIONS, schemas } from '../../../server/api';
import type { Caller } from '../../../server/identity/caller';
import { previewCalendar } from '../../../server/calendar';
import { actOnItem, keepItemPhoto, mergeItems } from '../../../server/ledger';
import { lateChange } from '../../../server/ledger/tables';
import { COMMUNITY, DEMO_PASSWORD, PARTY, PEOPLE, VENUES } from '../../../server/seed/fixtures';
import { caller, type TestGround } from '../../support/ground';
import { granted, putItem } from '../ledger/support';
import { holdMeeting, writeIssue } from '../meetings/support';
import { picture, sent } from '../attachments/support';
import { ask, described, nameOf, type Asked, type Operation } from './ask';

// Every operation that the description names, through its own route: what it answers, to whom, and of which community.

const OF: Record<string, Permission | 'anyone signed in' | 'everybody'> = {
  'post /session': 'everybody',
  'delete /session': 'everybody',
  'get /openapi.json': 'everybody',
  'get /venues': 'anyone signed in',
  'get /parties': 'ledger/read',
  'get /meetings': 'meetings/read',
  'post /meetings': 'meetings/plan',
  'get /meetings/{id}': 'meetings/read',
  'post /meetings/{id}/close': 'meetings/close',
  'head /uploads/{id}': 'meetings/write',
  'patch /uploads/{id}': 'meetings/write',
  'get /ledger': 'ledger/read-own',
  'get /ledger/{id}': 'ledger/read',
  'patch /ledger/{id}': 'ledger/write',
  'get /ledger/counts': 'ledger/read-own',
  'get /ledger/export': 'ledger/read-own',
  'post /ledger/chases': 'anyone signed in',
  'post /ledger/{id}/acts': 'meetings/close',
  'get /ledger/{id}/events': 'ledger/read',
  'post /ledger/{id}/late-changes': 'ledger/write',
  'post /ledger/{id}/merge': 'ledger/write',
  'post /ledger/{id}/unmerge': 'ledger/write',
  'post /ledger/{id}/split': 'ledger/write',
  'get /ledger/{id}/photos': 'ledger/read',
  'post /ledger/{id}/photos': 'ledger/read',
  'get /ledger/photos/{id}': 'ledger/read',
  'get /figures': 'ledger/read',
  'get /figures/book': 'anyone signed in',
  'get /figures/items': 'ledger/read-own',
  'get /figures/{key}': 'ledger/read',
  'get /notices': 'anyone signed in',
  'post /notices/read': 'anyone signed in',
  'get /calendar': 'anyone signed in',
  'post /calendar': 'settings/manage',
  'post /calendar/preview': 'settings/manage'
};

/** What other communities have too: nothing of ours is in it. */
const EVERYBODYS = ['get /openapi.json', 'get /figures/book'];

interface Scene {
  ground: TestGround;
  /** The item that the property company owns; nobody owns the other. */
  promise: string;
  /** What a good request to this operation carries. */
  good(operation: Operation): Promise<Partial<Asked>>;
}

const NOTICE = { year: 2027, text: '2027-01-01~2027-01-03,off,元旦' };
const QUERY: Record<string, string> = {
  'get /ledger/export': '?as=csv',
  'get /figures/items': '?metric=overdue',
  'post /ledger/{id}/photos': '?phase=before'
};

/** A meeting closed with a promise, an answer and an issue that nobody confirmed. */
async function scene(): Promise<Scene> {
  const held = await holdMeeting();
  const { ground, document, id } = held;
  const said = document.addEntry({ kind: 'voice', speaker: '3号楼居民', text: '三楼的灯不亮', by: 'x' });
  const promise = document.issueFromEntry(said)!;
  document.setIssue(promise, { category: 'repair', outcome: 'ledger', ownerId: PARTY.property!, dueOn: '2026-12-01' });
  document.confirmIssue(promise, '2026-11-23T02:30:00.000Z');
  writeIssue(document, { title: '几点关灯', outcome: 'answered', answer: '十点半', ownerId: null, dueOn: null });
  writeIssue(document, { title: '还没念到', confirmed: false });
  await held.settle();
  const { items } = await held.close();
  const bytes = await picture(8, 6);
  const about = `?meeting=${id}&kind=photo&length=${bytes.length}&takenAt=2026-11-23T02:10:00Z`;
  const begun = randomUUID();
  await sent(ground, begun, { meetingId: id, bytes: bytes.subarray(0, 9), length: bytes.length });
  return {
    ground,
    promise: items.find((one) => issueOf(one.origin)?.issueId === promise)!.id,
    async good(operation) {
      const { method, path } = operation;
      const name = nameOf(operation);
      if (path === '/figures/{key}') return { id: 'overdue' };
      if (name in ACTED) return await ACTED[name]!(ground);
      if (QUERY[name]) return { query: QUERY[name] };
      const at = path.startsWith('/ledger') ? items.find((one) => one.ownerId === null)!.id : id;
      if (method === 'post' && path === '/session') return { body: { username: 'staff', password: DEMO_PASSWORD } };
      if (method === 'post' && path === '/meetings')
        return { body: { id: randomUUID(), title: '下一场', kind: 'grid', venueId: VENUES[0].id } };
      if (method === 'head') return { id: begun };
      if (method === 'patch')
        return {
          id: randomUUID(),
          query: about,
          body: bytes,
          headers: { 'content-type': 'application/partial-upload', 'upload-offset': '0' }
        };
      return path.includes('{id}') ? { id: at } : {};
    }
  };
}

/** What changes something: each time on an item of its own, so that one who may has done it for nobody else. */
const ACTED: Record<string, (ground: TestGround) => Promise<Partial<Asked>>> = {
  'post /ledger/chases': async (s) => ({ body: { ids: [(await putItem(s)).id] } }),
  'patch /ledger/{id}': async (s) => ({ ...(await fresh(s)), body: { version: 1, title: '楼道灯全不亮' } }),
  'post /ledger/{id}/acts': async (s) => ({ ...(await fresh(s)), body: { act: 'note', version: 1, reason: '看过了' } }),
  'post /ledger/{id}/late-changes': async (s) => {
    const { id } = await fresh(s);
    const change = { communityId: COMMUNITY.id, itemId: id, field: 'title', ledgerValue: '楼道灯不亮' };
    const tabletValue = '楼道灯闪';
    await s.store.tx((q) =>
      q
        .insert(lateChange)
        .values({ ...change, tabletValue, seenAt: s.now().toISOString() })
        .run()
    );
    return { id, body: { version: 1, field: 'title', decision: 'take', tabletValue } };
  },
  'post /ledger/{id}/merge': async (s) => ({
    ...(await fresh(s)),
    body: { version: 1, intoId: (await putItem(s)).id }
  }),
  'post /ledger/{id}/unmerge': async (s) => {
    const [one, into] = [await putItem(s), await putItem(s)];
    granted(await mergeItems(s, caller('staff'), { itemId: one.id, intoId: into.id }));
    return { id: one.id, body: { version: 2, reason: '不是一件事' } };
  },
  'post /ledger/{id}/split': async (s) => ({
    ...(await fresh(s)),
    body: { version: 1, title: '灯罩也碎了', reason: '两件事' }
  }),
  'post /ledger/{id}/photos': async (s) => ({
    ...(await fresh(s)),
    query: '?phase=before',
    body: await picture(8, 6),
    headers: { 'content-type': 'image/jpeg' }
  }),
  'get /ledger/photos/{id}': async (s) => {
    const { id: itemId } = await fresh(s);
    const kept = granted(
      await keepItemPhoto(s, caller('staff'), { itemId, phase: 'after', bytes: await picture(8, 6) })
    );
    const note = { itemId, act: 'note', input: { reason: '换好了' }, photos: [kept.id] } as const;
    granted(await actOnItem(s, caller('staff'), note));
    return { id: kept.id };
  },
  'get /notices': async (s) => {
    const { id: itemId } = await fresh(s);
    const input = { ownerId: PARTY.staff!, dueOn: '2026-12-01' };
    granted(await actOnItem(s, caller('secretary'), { itemId, act: 'dispatch', input }));
    return {};
  },
  'post /notices/read': async () => ({ body: { upTo: 7 } }),
  'post /calendar/preview': async () => ({ body: NOTICE }),
  'post /calendar': async (s) => {
    const { mark } = granted(await previewCalendar(s, caller('admin'), NOTICE));
    return { body: { ...NOTICE, source: '国办通知', mark } };
  }
};

async function fresh(s: TestGround): Promise<{ id: string }> {
  return { id: (await putItem(s)).id };
}

/** Somebody of the cast who may do this. */
const able = (operation: Operation) => caller(OF[nameOf(operation)] === 'settings/manage' ? 'admin' : 'staff');

const go = async (
  { ground, good }: Scene,
  who: Caller | null,
  operation: Operation,
  over: { id?: string; query?: string; body?: unknown } = {}
) => ask({ ground, who, operation, ...(await good(operation)), ...over });

const PERSON = Object.fromEntries(PEOPLE.map(({ role, username }) => [role, username]).reverse()) as Record<
  Role,
  string
>;
const each = OPERATIONS.map((operation) => ({ name: nameOf(operation), operation }));
const behindSignIn = each.filter(({ operation }) => !operation.open);

/** A refusal as the description promises it. */
async function refusedAsDescribed(response: Response, { refuses }: Operation): Promise<number> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const body: unknown = await response.json();
  expect(schemas.problem.parse(body)).toEqual(body);
  expect(refuses).toContain(response.status);
  return response.status;
}

describe('what a door answers', () => {
  it.each(each)('$name: just what its schema says, and nothing beside it', async ({ operation }) => {
    const response = await go(await scene(), able(operation), operation);
    const schema = described(operation, response.status);
    expect(schema, `status ${response.status}`).toBeDefined();
    const bytes = operation.answers.find(({ status }) => status === response.status)!.bytes;
    if (bytes) return void expect(bytes).toContain(response.headers.get('content-type')!.split(';')[0]);
    const text = await response.text();
    if (!schema) return void (response.status === 204 && expect(text).toBe(''));
    // A schema drops the keys it does not know, so a column that slips out shows here.
    expect(schema.parse(JSON.parse(text))).toEqual(JSON.parse(text));
  });

  it('the item: quotes the diary and tells its history, under the names of the schema', async () => {
    const at = await scene();
    const item = OPERATIONS.find((one) => nameOf(one) === 'get /ledger/{id}')!;
    const body = schemas.itemOutput.parse(await (await go(at, caller('staff'), item, { id: at.promise })).json());
    expect(body.entries).toMatchObject([{ speaker: '3号楼居民', text: '三楼的灯不亮' }]);
    expect(body.events.map(({ act }) => act)).toEqual(['open']);
    expect(body.meeting?.title).toBe('3号楼门前小板凳议事会');
  });
});

describe('who may go through a door', () => {
  it('is said here for every one', () => {
    expect(Object.keys(OF).sort()).toEqual(each.map(({ name }) => name).sort());
    for (const { name, operation } of each) expect(OF[name] === 'everybody').toBe(operation.open === true);
  });

  it.each(behindSignIn)('$name: nobody who has not signed in', async ({ operation }) => {
    expect(await refusedAsDescribed(await go(await scene(), null, operation), operation)).toBe(401);
  });

  it.each(behindSignIn)('$name: the roles that have the right, and no other', async ({ name, operation }) => {
    const at = await scene();
    const right = OF[name]!;
    for (const role of ROLES) {
      const response = await go(at, caller(PERSON[role]), operation);
      if (right === 'anyone signed in' || may(role, right as Permission))
        expect(described(operation, response.status), `${role} got ${response.status}`).toBeDefined();
      // What a role sees only part of is as absent as what is not there.
      else expect([403, 404], role).toContain(await refusedAsDescribed(response, operation));
    }
  });

  it('a partner comes to what his organisation owns, and to no other’s', async () => {
    const at = await scene();
    const [list, item] = ['get /ledger', 'get /ledger/{id}'].map((name) => each.find((one) => one.name === name)!);
    const total = async (who: string) =>
      schemas.itemPage.parse(await (await go(at, caller(who), list!.operation)).json()).total;
    expect([await total('staff'), await total('partner'), await total('partner2')]).toEqual([2, 1, 0]);
    const status = async (who: string) => (await go(at, caller(who), item!.operation, { id: at.promise })).status;
    expect([await status('partner'), await status('partner2')]).toEqual([200, 404]);
  });
});

describe('another community', () => {
  const stranger = caller('staff', { communityId: 'another', accountId: 'x', partyId: null });

  it.each(behindSignIn.filter(({ operation }) => operation.path.includes('{id}')))(
    '$name: finds our ids as absent as ids that nobody made',
    async ({ operation }) => {
      const at = await scene();
      const ours = await go(at, stranger, operation);
      const nobodys = await go(at, stranger, operation, { id: randomUUID() });
      expect(await refusedAsDescribed(ours.clone(), operation)).toBe(404);
      const said = async (response: Response) => ({ ...(await response.json()), instance: '' }) as unknown;
      expect(await said(ours)).toEqual(await said(nobodys));
    }
  );

  const listing = behindSignIn.filter(
    ({ name, operation }) =>
      operation.method === 'get' && !operation.path.includes('{id}') && !EVERYBODYS.includes(name)
  );
  it.each(listing)('$name: tells nothing of ours', async ({ operation }) => {
    const at = await scene();
    const ours = await told(await go(at, able(operation), operation));
    const theirs = await told(await go(at, stranger, operation));
    expect(ours).toBeGreaterThan(0);
    expect(theirs).toBe(0);
  });

  /** How much an answer tells: lines of a file, rows of a list, items that are counted. */
  async function told(response: Response): Promise<number> {
    expect(response.status).toBe(200);
    if (!response.headers.get('content-type')?.includes('json'))
      return (await response.text()).trim().split('\n').length - 1;
    const body = (await response.json()) as Record<string, unknown> & { figure?: { n: number } };
    const counted = Object.values((body.counts ?? {}) as Record<string, number>).reduce((sum, n) => sum + n, 0);
    const rows = Object.values(body).filter(Array.isArray).flat() as { n?: number; figure?: { n: number } }[];
    return counted + rows.reduce((sum, row) => sum + (row.n ?? row.figure?.n ?? 1), body.figure?.n ?? 0);
  }

  it('cannot meet at our places, nor take the id of our meeting', async () => {
    const at = await scene();
    const plan = each.find(({ name }) => name === 'post /meetings')!.operation;
    const body = { title: '别处', kind: 'stool' };
    const there = await go(at, stranger, plan, { body: { ...body, venueId: VENUES[0].id } });
    expect(await refusedAsDescribed(there, plan)).toBe(400);
    const { id } = await at.good(OPERATIONS.find((one) => nameOf(one) === 'get /meetings/{id}')!);
    expect(await refusedAsDescribed(await go(at, stranger, plan, { body: { ...body, id } }), plan)).toBe(409);
  });
});

describe('what is sent to a door', () => {
  it.each(each.filter(({ operation }) => operation.body))(
    '$name: is refused by name, whatever it is',
    async ({ operation }) => {
      const at = await scene();
      const wrong: unknown[] = [null, [], 'text', 7, {}, { title: [] }, { id: '../..', title: 'x', kind: 'stool' }];
      for (const body of wrong)
        expect(await refusedAsDescribed(await go(at, caller('staff'), operation, { body }), operation)).toBe(400);
    }
  );

  it.each(each.filter(({ operation }) => operation.query))(
    '$name: a cursor or limit that means nothing is refused',
    async ({ operation }) => {
      const at = await scene();
      for (const query of ['?cursor=nonsense', '?cursor=W10', '?limit=0', '?limit=1e9', '?limit=-1', '?limit=x'])
        expect(await refusedAsDescribed(await go(at, caller('staff'), operation, { query }), operation)).toBe(400);
    }
  );
});

import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { setUpCommunity, setUpSchema } from '../../../server/set-up';
import { community } from '../../../server/community/tables';
import { item } from '../../../server/ledger/tables';
import { keepAnswers, KEPT } from '../../../server/open311/kept-answers';
import { COST, createMeasure } from '../../../server/open311/measure';
import { COMMUNITY } from '../../../server/seed/fixtures';
import { makeGround, type TestGround } from '../../support/ground';
import { putItem } from '../ledger/support';
import { facadeOf, readXml } from './support';

const fromMeeting = { channel: 'meeting' } as const;

/** Whether the answer under a key has to be made. */
async function made(kept: ReturnType<typeof keepAnswers<{ body: string }>>, key: string): Promise<boolean> {
  let anew = false;
  await kept.get(key, async () => ({ body: String((anew = true)) }));
  return anew;
}

describe('an answer that was just given', () => {
  it('is given again for half a minute, and made anew after it', async () => {
    const s = await makeGround();
    const facade = facadeOf(s);
    const count = async () => (await (await facade.get('v2/requests.json')).json()).length as number;
    expect(await count()).toBe(0);
    await putItem(s, { ...fromMeeting });
    expect(await count()).toBe(0);
    s.wait(KEPT.ms);
    expect(await count()).toBe(1);
  });

  it('may be kept by others, and is known by its mark', async () => {
    const s = await makeGround();
    await putItem(s, { ...fromMeeting });
    const facade = facadeOf(s);
    for (const path of ['v2/requests.json', 'v2/requests.xml', 'v2/services.xml', 'discovery.json']) {
      const response = await facade.get(path);
      const etag = response.headers.get('etag')!;
      expect(response.headers.get('cache-control')).toMatch(/^public, max-age=\d+$/);
      expect(response.headers.get('set-cookie')).toBeNull();
      const again = await facade.get(path, { headers: { 'if-none-match': `"x", W/${etag}` } });
      expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
    }
    const error = await facade.get('v2/services/none.json');
    expect(error.headers.get('cache-control')).toBe('no-store');
  });

  it('is kept in no more than so many, and of so many characters; the oldest go first', async () => {
    let at = 0;
    const kept = keepAnswers<{ body: string }>(() => new Date(at));
    for (let n = 0; n < KEPT.answers * 3; n++) await kept.get(`k${n}`, async () => ({ body: 'x' }));
    expect(kept.size()).toBe(KEPT.answers);
    expect(await made(kept, 'k0')).toBe(true);
    const large = 'x'.repeat(KEPT.characters / 4);
    for (let n = 0; n < 9; n++) await kept.get(`large${n}`, async () => ({ body: large }));
    expect(kept.size()).toBeLessThanOrEqual(4);
    at += KEPT.ms;
    expect(await made(kept, 'large8')).toBe(true);
  });

  it('is made once for all who ask for it at once; a fault is not kept', async () => {
    const kept = keepAnswers<{ body: string }>(() => new Date(0));
    let made = 0;
    const make = async () => ({ body: String(++made) });
    const bodies = await Promise.all(Array.from({ length: 50 }, () => kept.get('k', make)));
    expect(new Set(bodies.map(({ body }) => body))).toEqual(new Set(['1']));
    await expect(kept.get('bad', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect((await kept.get('bad', make)).body).toBe('2');
  });

  it('questions that differ in nothing that is looked at share it', async () => {
    const s = await makeGround();
    const facade = facadeOf(s);
    for (let n = 0; n < 20; n++) await facade.get(`v2/requests.json?utm=${n}&api_key=${n}`);
    expect(facade.kept()).toBe(1);
    for (let n = 0; n < 200; n++) await facade.get(`v2/requests.json?page_size=${n + 1}`);
    expect(facade.kept()).toBe(KEPT.answers);
  });
});

describe('what making answers may cost', () => {
  function purse() {
    let [at, clock] = [0, 0];
    const measure = createMeasure(
      () => new Date(at),
      () => clock
    );
    return {
      wait: (ms: number) => void (at += ms),
      run: (cost: number) =>
        measure.run(async () => {
          await Promise.resolve();
          clock += cost;
          return cost;
        })
    };
  }

  it('[G15] is one purse for all, whatever address they ask from; it fills again', async () => {
    const { run, wait } = purse();
    expect(await run(COST.spentMs)).toEqual({ done: COST.spentMs });
    expect(await run(1)).toEqual({ wait: COST.within / 1000 });
    wait(COST.within - 500);
    expect(await run(1)).toEqual({ wait: 1 });
    wait(500);
    expect(await run(1)).toEqual({ done: 1 });
  });

  it('[G15] is spent one after the other: who asks at once does not spend it many times over', async () => {
    const { run } = purse();
    const all = await Promise.all(Array.from({ length: 100 }, () => run(COST.spentMs / 4)));
    expect(all.filter((one) => 'done' in one)).toHaveLength(4);
    expect(all.filter((one) => 'wait' in one)).toHaveLength(96);
    expect(all[99]).toEqual({ wait: 1 });
  });

  it('a fault in one is no fault of the next', async () => {
    const measure = createMeasure(() => new Date(0));
    await expect(measure.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await measure.run(async () => 'fine')).toEqual({ done: 'fine' });
  });

  it('[G15] spent, it is 503 with a time to come back, in both formats, and is not kept', async () => {
    const s = await makeGround();
    // Each answer takes three seconds.
    let at = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (at += 3_000));
    onTestFinished(() => clock.mockRestore());
    const busy = facadeOf(s);
    expect((await busy.get('v2/requests.json?page_size=1')).status).toBe(200);
    for (const format of ['json', 'xml']) {
      const refused = await busy.get(`v2/requests.${format}?page_size=2`);
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10']);
      expect(refused.headers.get('cache-control')).toBe('no-store');
    }
    // What was made is given all the same, and so is what costs nothing.
    expect((await busy.get('v2/requests.json?page_size=1')).status).toBe(200);
    expect((await busy.get('v2/services.json')).status).toBe(200);
    s.wait(COST.within);
    expect((await busy.get('v2/requests.json?page_size=2')).status).toBe(200);
  });
});

describe('a thousand requests', () => {
  it('[G14] are given, and not one more', async () => {
    const s = await makeGround();
    const row = await putItem(s, { ...fromMeeting });
    // Rows alone: their history is no part of this.
    const rows = Array.from({ length: 1_009 }, (_, n) => ({
      ...row,
      id: randomUUID(),
      number: `2026-${n + 2}`,
      title: `第${n}件，找13912345678`
    }));
    await s.store.tx(async (q) => {
      for (let at = 0; at < rows.length; at += 100)
        await q
          .insert(item)
          .values(rows.slice(at, at + 100))
          .run();
    });
    const facade = facadeOf(s);
    const list = await (await facade.get('v2/requests.json')).json();
    expect(list).toHaveLength(1_000);
    const rest = readXml(await (await facade.get('v2/requests.xml?page=2')).text());
    expect(rest.children).toHaveLength(10);
    expect(JSON.stringify(list)).not.toContain('13912345678');
  });
});

describe('jurisdiction_id', () => {
  const status = async (s: TestGround, query: string) => (await facadeOf(s).get(`v2/services.json${query}`)).status;
  const named = (s: TestGround, jurisdiction: string) =>
    s.store.tx((q) =>
      q.update(community).set({ settings: { jurisdiction } }).where(eq(community.id, COMMUNITY.id)).run()
    );

  it('[G16] is passed over where the only community has none; where it has one, another is not there', async () => {
    const s = await makeGround();
    expect(await status(s, '?jurisdiction_id=city.gov')).toBe(200);
    await named(s, 'huaiyinli.example.org');
    expect(await status(s, '')).toBe(200);
    expect(await status(s, '?jurisdiction_id=')).toBe(200);
    expect(await status(s, '?jurisdiction_id=huaiyinli.example.org')).toBe(200);
    expect(await status(s, '?jurisdiction_id=city.gov')).toBe(404);
  });

  it('[G16] must be given where several are served [spec: 400 not provided, 404 not found]', async () => {
    const s = await makeGround();
    const other = { id: 'another', name: '别处社区', settings: {}, createdAt: s.now().toISOString() };
    await s.store.tx((q) => q.insert(community).values(other).run());
    await named(s, 'huaiyinli.example.org');
    await putItem(s, { ...fromMeeting });
    expect(await status(s, '')).toBe(400);
    expect(await status(s, '?jurisdiction_id=city.gov')).toBe(404);
    expect(await status(s, '?jurisdiction_id=another')).toBe(200);
    const list = async (of: string) => (await facadeOf(s).get(`v2/requests.json?jurisdiction_id=${of}`)).json();
    expect(await list('another')).toEqual([]);
    expect(await list('huaiyinli.example.org')).toHaveLength(1);
    expect((await facadeOf(s).get('discovery.xml')).status).toBe(200);
  });

  it('[G16] is set with the community’s other names, and stays as it was set', async () => {
    const s = await makeGround();
    const given = (jurisdiction: string) => setUpSchema.parse({ name: COMMUNITY.name, jurisdiction });
    await setUpCommunity(s, given('huaiyinli.example.org'));
    await setUpCommunity(s, given('other.example.org'));
    expect(await status(s, '?jurisdiction_id=huaiyinli.example.org')).toBe(200);
    expect(await status(s, '?jurisdiction_id=other.example.org')).toBe(404);
    expect(() => given('not a name')).toThrow();
  });
});

describe('a server that does not want it', () => {
  it('has no façade at all', async () => {
    const s = await makeGround();
    const closed = facadeOf({ ...s, config: { ...s.config, open311: false } });
    for (const path of ['discovery.json', 'v2/services.json', 'v2/requests.json'])
      expect((await closed.get(path)).status).toBe(404);
  });
});

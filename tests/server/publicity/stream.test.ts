import type { RequestEvent } from '@sveltejs/kit';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { PageKind } from '$lib/domain/publicity/pages';
import { stream } from '../../../src/routes/(public)/stream';
import { CODE, stage, type Stage } from './watch-meeting';

interface Event {
  id?: string;
  event: string;
  data: string;
}

/** Reads server-sent events one after the other, as a browser would. */
function reader(response: Response) {
  const body = response.body!.getReader();
  onTestFinished(() => body.cancel().catch(() => {}));
  const decoder = new TextDecoder();
  let text = '';
  return {
    async next(): Promise<Event> {
      for (;;) {
        const end = text.indexOf('\n\n');
        if (end >= 0) {
          const lines = text.slice(0, end).split('\n');
          text = text.slice(end + 2);
          return Object.fromEntries(
            lines.map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)])
          ) as unknown as Event;
        }
        const { done, value } = await body.read();
        if (done) throw new Error('the stream ended');
        text += decoder.decode(value, { stream: true });
      }
    },
    cancel: () => body.cancel()
  };
}

interface Asked {
  page?: PageKind;
  since?: string;
  lastEventId?: string;
  code?: string;
  lang?: string;
  deviceId?: string;
}

function ask({ ground, publicity }: Stage, asked: Asked = {}): Promise<Response> {
  const { page = 'residents', since, lastEventId, code = CODE, lang = 'zh-CN', deviceId = 'phone' } = asked;
  const url = new URL(`http://localhost/m/${code}/events?lang=${lang}${since ? `&since=${since}` : ''}`);
  const headers = lastEventId ? { 'last-event-id': lastEventId } : undefined;
  const event = {
    url,
    params: { code },
    request: new Request(url, { headers }),
    locals: { services: { ...ground, publicity }, deviceId, locale: 'zh-CN' }
  };
  return stream(event as unknown as RequestEvent<{ code: string }>, page);
}

const change = (event: Event) =>
  JSON.parse(event.data) as {
    full: boolean;
    remove: string[];
    set: { id: string; html: string; after: string | null }[];
  };
const voice = (text: string, second = 0) => ({
  kind: 'voice' as const,
  speaker: '9号楼居民',
  text,
  by: 'x',
  at: new Date(Date.UTC(2026, 10, 23, 2, 0, second)).toISOString()
});

describe('the event stream of a public page', () => {
  it('tells a reader who holds nothing everything, as HTML, under an id', async () => {
    const server = await stage();
    const response = await ask(server);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const events = reader(response);
    expect((await events.next()).event).toBe('hello');
    const first = await events.next();
    expect(first.id).toMatch(/^\w+\.1$/);
    expect(change(first).full).toBe(true);
    expect(change(first).set.find(({ id }) => id === 'head')!.html).toContain('9号楼小广场小板凳议事会');
  });

  it('says only what changed after what the page already holds', async () => {
    const server = await stage();
    const page = await server.publicity.view(CODE);
    page!.sheet('residents');
    const events = reader(await ask(server, { since: `${page!.run}.${page!.version}` }));
    expect((await events.next()).event).toBe('hello');
    await server.write((document) => document.addEntry(voice('椅子放在树底下')));
    const { full, set, remove } = change(await events.next());
    expect({ full, remove }).toEqual({ full: false, remove: [] });
    expect(set.map(({ id }) => id.replace(/-[0-9a-f-]{36}$/, ''))).toEqual(['diary-count', 'entry']);
    expect(set[1]!.html).toContain('椅子放在树底下');
    expect(set[1]!.after).toBeNull();
  });

  it('says every change once to a reader who is waiting for it', async () => {
    const server = await stage();
    const events = reader(await ask(server));
    await events.next();
    const ids = [(await events.next()).id];
    for (const text of ['一', '二', '三']) {
      const next = events.next();
      await server.write((document) => document.addEntry(voice(text)));
      ids.push((await next).id);
    }
    expect(ids.map((id) => id?.split('.')[1])).toEqual(['1', '2', '3', '4']);
  });

  it('gives a reader who comes back by Last-Event-ID just what was said meanwhile', async () => {
    const server = await stage();
    await server.write((document) => document.addEntry(voice('先说的', 1)));
    const before = reader(await ask(server));
    await before.next();
    const { id } = await before.next();
    await before.cancel();
    await server.write((document) => document.addEntry(voice('后说的', 2)));
    const after = reader(await ask(server, { lastEventId: id, since: 'old.1' }));
    await after.next();
    const text = (await after.next()).data;
    expect(text).toContain('后说的');
    expect(text).not.toContain('先说的');
  });

  it('gives everything to a reader of another run of the server', async () => {
    const server = await stage();
    await server.write((document) => document.addEntry(voice('先说的')));
    const events = reader(await ask(server, { lastEventId: 'deadbeef.7' }));
    await events.next();
    expect(change(await events.next())).toMatchObject({ full: true });
  });

  it('draws a change once, however many watch: everybody gets the same string', async () => {
    const server = await stage();
    const readers = await Promise.all(
      Array.from({ length: 30 }, async (_, n) => reader(await ask(server, { deviceId: `phone-${n}` })))
    );
    for (const one of readers) await one.next();
    const firsts = await Promise.all(readers.map((one) => one.next()));
    expect(new Set(firsts.map(({ data }) => data)).size).toBe(1);
  });

  it('speaks the language of the page', async () => {
    const server = await stage();
    await server.write((document) => document.setPhase('live'));
    const [chinese, english] = [reader(await ask(server)), reader(await ask(server, { lang: 'en' }))];
    await chinese.next();
    await english.next();
    expect((await chinese.next()).data).toContain('正在开');
    expect((await english.next()).data).toContain('Under way');
  });

  it('shows what was typed as text, never as a tag', async () => {
    const server = await stage();
    await server.write((document) => document.addEntry(voice('<img src=x onerror=alert(1)><!-- -->')));
    const events = reader(await ask(server));
    await events.next();
    const { data } = await events.next();
    expect(data).not.toContain('<img');
    expect(data).toContain('&lt;img src=x onerror=alert(1)>&lt;!-- -->');
  });

  it('keeps nothing for a reader who does not read, and then gives him the whole in one piece', async () => {
    const server = await stage();
    const slow = reader(await ask(server));
    for (let n = 0; n < 50; n++) await server.write((document) => document.addEntry(voice(`第${n}句`, n)));
    const got: Event[] = [];
    while (!got.at(-1)?.data.includes('第49句')) got.push(await slow.next());
    expect(got.length).toBeLessThan(12);
  });

  it('frees its place when the reader goes', async () => {
    const server = await stage();
    const events = reader(await ask(server));
    await events.next();
    expect(server.publicity.stats().watchers).toBe(1);
    await events.cancel();
    expect(server.publicity.stats().watchers).toBe(0);
  });

  it('ends when the server stops', async () => {
    const server = await stage();
    const events = reader(await ask(server));
    await events.next();
    await events.next();
    server.publicity.stop();
    await expect(events.next()).rejects.toThrow('the stream ended');
  });

  it('answers a device with too many streams in a sentence and says when to come again', async () => {
    const server = await stage({ perDevice: 1 });
    await ask(server);
    const response = await ask(server);
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('30');
    expect((await response.json()).detail).toContain('打开的页面太多');
  });

  it('answers 404 for a code that no meeting has', async () => {
    expect((await ask(await stage(), { code: 'zzzzzz' })).status).toBe(404);
  });
});

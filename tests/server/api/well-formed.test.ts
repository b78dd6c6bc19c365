import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { z } from 'zod';
import { projection } from '$lib/document/projection';
import { wellFormed } from '$lib/domain/well-formed';
import { actInputOf, judge, readQuery, schemas } from '../../../server/api';
import { actOnItem, verifyLedger } from '../../../server/ledger';
import { itemEvent } from '../../../server/ledger/tables';
import { cleanText } from '../../../src/text-in';
import { caller, makeGround } from '../../support/ground';
import { granted, putItem } from '../ledger/support';

const NUL = '\u0000';

function asked(body?: BodyInit, headers?: Record<string, string>, search = '') {
  const url = new URL(`https://stool.example.org/ledger${search}`);
  const request = new Request(url, { method: body ? 'POST' : 'GET', body, headers });
  const event = { url, params: { id: `a${NUL}b` }, request };
  cleanText(event);
  return event;
}

describe('U+0000 is left out where text comes in', () => {
  it('in a form, its names and its files too', async () => {
    const form = new FormData();
    form.append(`ti${NUL}tle`, `路${NUL}灯`);
    form.append('file', new File(['x'], 'a.xlsx'));
    const read = await asked(form).request.formData();
    expect(read.get('title')).toBe('路灯');
    expect(await (read.get('file') as File).text()).toBe('x');
    const typed = await asked(new URLSearchParams({ title: `${NUL}井盖` })).request.formData();
    expect(typed.get('title')).toBe('井盖');
  });

  it('in an address and in JSON, however deep', async () => {
    const event = asked(JSON.stringify({ list: [{ [`k${NUL}`]: `v${NUL}` }] }), {}, '?q=%E8%B7%AF%00%E7%81%AF&q=x');
    expect(event.url.searchParams.getAll('q').sort()).toEqual(['x', '路灯']);
    expect(event.params.id).toBe('ab');
    expect(await event.request.json()).toEqual({ list: [{ k: 'v' }] });
  });

  it('in the API’s bodies and queries, before they are judged', () => {
    const schema = z.strictObject({ title: z.string().min(1) });
    expect(judge(schema, { title: `路${NUL}灯` })).toEqual({ value: { title: '路灯' } });
    expect(judge(schema, { title: NUL })).toMatchObject({ refused: 'input/invalid' });
    expect(readQuery(new URL('https://x/?title=%00a'), schema)).toEqual({ value: { title: 'a' } });
  });

  it('in what the database takes of a document; a record whose id has it is shown as what does not fit', () => {
    const doc = new Y.Doc();
    for (const id of ['a', `a${NUL}`]) {
      const entry = new Y.Map<unknown>();
      doc.getMap('entries').set(id, entry);
      entry.set('at', '2026-11-23T02:00:00.000Z');
      entry.set('kind', 'voice');
      entry.set('text', new Y.Text(`路${NUL}灯坏了`));
    }
    const { entries, misfits } = projection(doc);
    expect(entries.map(({ id, text }) => [id, text])).toEqual([['a', '路灯坏了']]);
    expect(misfits.map(({ path }) => path)).toContain('entries/a');
    expect(JSON.stringify([entries, misfits.map(({ path }) => path)])).not.toContain('\\u0000');
  });
});

describe('half of a character', () => {
  it('in what an act is told becomes U+FFFD, and the history holds', async () => {
    const ground = await makeGround();
    const { id } = await putItem(ground);
    const read = judge(schemas.actInput, JSON.parse('{"act":"note","version":1,"reason":"快 \\ud83d 了\\u0000"}'));
    if (!('value' in read)) throw new Error('refused');
    const { act, version } = read.value;
    const input = actInputOf(read.value, '2026-11-23');
    granted(await actOnItem(ground, caller('staff'), { itemId: id, act: act as 'note', version, input }));
    // And past every door: the history itself writes what it hashes.
    granted(await actOnItem(ground, caller('staff'), { itemId: id, act: 'note', input: { reason: 'x\ude00\u0000y' } }));
    const reasons = (await ground.store.q.select().from(itemEvent).all()).map(({ reason }) => reason);
    expect(reasons.slice(-2)).toEqual(['快 \uFFFD 了', 'x\uFFFDy']);
    const faults: string[] = [];
    await verifyLedger(ground.store.q, (where, what) => faults.push(`${where}: ${what}`));
    expect(faults).toEqual([]);
  });

  it('is told from whole characters, whatever stands around it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const clean = wellFormed(text);
        expect(Buffer.from(clean, 'utf8').toString('utf8')).toBe(clean);
        expect(clean).not.toContain('\u0000');
        expect(wellFormed(clean)).toBe(clean);
      })
    );
    expect(wellFormed('灯😀坏了')).toBe('灯😀坏了');
  });
});

import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { CATEGORIES } from '$lib/domain/ledger/category';
import { STATES } from '$lib/domain/ledger/state';
import {
  REQUEST_FIELDS,
  serviceRequestOf,
  STATES_OF,
  statusOf,
  type PublicItem,
  type RequestWords
} from '$lib/domain/open311/request';
import { SERVICE_CODES, serviceOf } from '$lib/domain/open311/service';
import { LONGEST, maskerOf, plainText } from '$lib/domain/open311/text';
import { written, writtenError } from '$lib/domain/open311/write';

const words: RequestWords = {
  service: (code) => `类 ${code}`,
  state: (state) => `态 ${state}`,
  note: (state, said) => `${state}：${said}`,
  address: (place, community) => `${place}，${community}`
};
const ITEM: PublicItem = {
  id: 'a',
  state: 'handling',
  category: 'repair',
  title: '楼道灯不亮',
  detail: '三楼',
  said: '',
  agency: '暖巢物业公司',
  place: '3号楼门前',
  community: '槐荫里社区',
  timeZone: 'Asia/Shanghai',
  createdAt: '2026-11-23T02:00:00Z',
  updatedAt: '2026-11-25T02:00:00Z',
  finishedAt: null,
  dueOn: '2026-12-01'
};
const request = (over: Partial<PublicItem> = {}) => serviceRequestOf({ ...ITEM, ...over }, words);

describe('an item as a request', () => {
  it('[G5] is open while something is owed and closed when its story is over; every state but what is withdrawn is one', () => {
    for (const state of STATES.filter((one) => one !== 'withdrawn'))
      expect(STATES_OF[statusOf(state)], state).toContain(state);
    expect(statusOf('held')).toBe('open');
    expect(statusOf('declined')).toBe('closed');
    expect([...STATES_OF.open, ...STATES_OF.closed].sort()).toEqual(STATES.filter((one) => one !== 'withdrawn').sort());
  });

  it('[G6] belongs to the service of its category, or to the others', () => {
    for (const category of CATEGORIES) expect(serviceOf(category)).toBe(category);
    for (const category of ['', 'newer', 'toString']) expect(serviceOf(category)).toBe('other');
    expect(SERVICE_CODES).toHaveLength(7);
  });

  it('[G7] closed, it was updated when it was closed; on hold nothing is expected of it', () => {
    expect(request()).toMatchObject({
      requested_datetime: '2026-11-23T10:00:00+08:00',
      updated_datetime: '2026-11-25T10:00:00+08:00',
      expected_datetime: '2026-12-01T23:59:59+08:00'
    });
    const done = request({ state: 'verified', finishedAt: '2026-11-24T02:00:00Z' });
    expect(done.updated_datetime).toBe('2026-11-24T10:00:00+08:00');
    expect(request({ state: 'held' }).expected_datetime).toBeNull();
    expect(request({ dueOn: null }).expected_datetime).toBeNull();
  });

  it('[G8] [G9] has every field in the order of the specification, and no coordinates', () => {
    expect(Object.keys(request())).toEqual([...REQUEST_FIELDS]);
    expect(request()).toMatchObject({ address: '3号楼门前，槐荫里社区', lat: null, long: null, media_url: null });
    expect(request({ place: null }).address).toBeNull();
  });

  it('[G3] says what it is, and what was said of it', () => {
    expect(request({ state: 'finished', said: '换了灯' })).toMatchObject({
      status_notes: '态 finished：换了灯',
      description: '楼道灯不亮\n三楼'
    });
    expect(request({ detail: '' }).description).toBe('楼道灯不亮');
  });
});

describe('a text that is given out', () => {
  it('[G10] has at most 4,000 characters, and none is cut in two', () => {
    expect(plainText('好'.repeat(5000))).toHaveLength(LONGEST);
    const cut = plainText('😀'.repeat(2500));
    expect(cut.length).toBeLessThanOrEqual(LONGEST);
    expect(cut.isWellFormed()).toBe(true);
    expect(plainText('一\r\n二\r三\u0000\u0008\uFFFE')).toBe('一\n二\n三');
  });

  it('[G2] has no name, number, door or street in it', () => {
    const mask = maskerOf(['王秋禾', '3号楼居民']);
    const text = '王秋禾找过3号楼2单元501的李大海，电话13912345678，座机86543210，住槐荫路12号院';
    const masked = mask(text, ['李大海']);
    for (const secret of ['王秋禾', '李大海', '139', '86543210', '501', '12号院']) expect(masked).not.toContain(secret);
    expect(masked).toContain('3号楼');
    expect(mask('3号楼居民说灯不亮')).toBe('3号楼居民说灯不亮');
    expect(mask('501室门口，还有５０２室和2-503，灯10-12盏，2026-11-23修')).toBe(
      '某户门口，还有某户和某户，灯10-12盏，2026-11-23修'
    );
    // What one is remembered by hides nothing less for another.
    expect(mask('李大海的灯')).toBe('李大海的灯');
    expect(mask('李大海的灯', ['李大海'])).not.toContain('大海');
  });
});

describe('both formats', () => {
  const parse = (xml: string) => {
    const parser = new SaxesParser();
    const texts: string[] = [];
    parser.on('error', (error) => {
      throw error;
    });
    parser.on('text', (text) => texts.push(text));
    parser.write(xml).close();
    return texts.filter((text) => text.trim());
  };

  it('[G9] JSON is the XML without the names around lists; what is not known is null, and empty', () => {
    const value = { each: 'request', list: [{ service_request_id: '7', address: null }] };
    expect(written('service_requests', value, 'json')).toBe('[{"service_request_id":"7","address":null}]');
    expect(written('service_requests', value, 'xml')).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<service_requests><request><service_request_id>7</service_request_id><address></address></request></service_requests>\n'
    );
    expect(writtenError(404, '没有', 'json')).toBe('[{"code":404,"description":"没有"}]');
  });

  it('[G10] whatever stands in an item, the XML is well-formed and says the same as the JSON', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(
      fc.property(text, text, text, (title, said, place) => {
        const made = { ...request({ state: 'finished', title, said, place }) };
        const list = { each: 'request', list: [made] };
        const json = JSON.parse(written('service_requests', list, 'json')) as Record<string, string | null>[];
        expect(json).toEqual([made]);
        const values = Object.values(made).filter((value) => value?.trim());
        expect(parse(written('service_requests', list, 'xml'))).toEqual(values);
      }),
      { numRuns: 400 }
    );
  });

  it('[G10] markup in a text stays a text', () => {
    const attack = `</description></request>]]><!DOCTYPE x [<!ENTITY a "b">]>&a;<script>alert('1')</script>`;
    const xml = written('service_requests', { each: 'request', list: [request({ title: attack, detail: '' })] }, 'xml');
    expect(parse(xml)).toContain(attack);
    expect(xml).not.toContain('<script');
  });
});

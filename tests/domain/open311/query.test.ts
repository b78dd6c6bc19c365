import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST, readRequestsQuery, spellingOf } from '$lib/domain/open311/query';
import { endOfDay, readW3c, writeW3c } from '$lib/domain/open311/w3c';

const NOW = '2026-11-23T02:00:00.000Z';
const DAY = 86_400_000;
const read = (query: string) => readRequestsQuery(new URLSearchParams(query), NOW);
const span = (query: string) => {
  const asked = read(query);
  return 'from' in asked ? [asked.from, asked.to] : asked;
};
const ago = (days: number, from = NOW) => new Date(Date.parse(from) - days * DAY).toISOString();

describe('the time of request that is asked for', () => {
  it('[G12] the last 90 days unless said; from or up to one date 90 days; both ends included', () => {
    expect(span('')).toEqual([ago(90), NOW]);
    expect(span('start_date=2026-01-01T00:00:00Z')).toEqual(['2026-01-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z']);
    expect(span('end_date=2026-04-01T00:00:00Z')).toEqual(['2026-01-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z']);
    const both = 'start_date=2026-01-01T00:00:00Z&end_date=2026-04-01T00:00:00Z';
    expect(span(both)).toEqual(['2026-01-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z']);
  });

  it('[G12] 90 days at most, and not backwards', () => {
    expect(span('start_date=2026-01-01T00:00:00Z&end_date=2026-04-01T00:00:01Z')).toEqual({ amiss: 'span' });
    expect(span('start_date=2026-02-01T00:00:00Z&end_date=2026-01-01T00:00:00Z')).toEqual({ amiss: 'order' });
  });

  it('[G12] a `+` that came as a blank is a `+`; an offset is needed', () => {
    const at = ['2025-12-31T16:00:00.000Z', '2026-03-31T16:00:00.000Z'];
    for (const text of ['2026-01-01T00:00:00+08:00', '2026-01-01T00:00:00%2B08:00', '2026-01-01T00:00%2B08:00'])
      expect(span(`start_date=${text}`)).toEqual(at);
    for (const text of ['2026-01-01', '2026-01-01T00:00:00', 'yesterday', '1767225600', '2026-1-1T0:0:0Z'])
      expect(span(`start_date=${text}`)).toEqual({ amiss: 'start_date' });
  });

  it('[G12] there is no 30 February, no hour 24, no zone of 26 hours, no year 99999', () => {
    for (const text of [
      ...['2026-02-30T00:00:00Z', '2026-01-01T24:00:00Z', '2026-01-01T00:60:00Z', '2026-01-01T00:00:00+26:00'],
      ...['99999-01-01T00:00:00Z', '0000-01-01T00:00:00Z', '2026-01-01T00:00:00z', '2026-01-01t00:00:00Z']
    ])
      expect(readW3c(text), text).toBeNull();
  });
});

describe('what else is asked for', () => {
  it('[G11] empty is absent, several times or with commas is the same, the unknown is passed over', () => {
    expect(read('status=&service_code=&page=&start_date=&api_key=x')).toEqual(read(''));
    expect(read('status=open&status=closed')).toEqual(read('status=open,closed'));
    expect(read('service_code=repair,%20care&service_code=repair')).toMatchObject({ codes: ['repair', 'care'] });
    expect(read('')).toMatchObject({ codes: null, statuses: ['open', 'closed'], offset: 0, limit: MOST });
    expect(read('service_code=nothing')).toMatchObject({ codes: [] });
  });

  it('[G15] a status that is none is said, not passed over', () => {
    for (const status of ['OPEN', 'fixed', 'open,done']) expect(read(`status=${status}`)).toEqual({ amiss: 'status' });
  });

  it('[G13] ids override all other arguments, even such as do not fit', () => {
    expect(read('service_request_id=a,b&status=lost&start_date=x&page=-1')).toEqual({ ids: ['a', 'b'] });
    const many = Array.from({ length: MOST + 1 }, (_, n) => n).join(',');
    expect(read(`service_request_id=${many}`)).toEqual({ amiss: 'too-many-ids' });
  });

  it('[G14] pages lead on, and so far only', () => {
    expect(read('page=3&page_size=20')).toMatchObject({ offset: 40, limit: 20 });
    for (const size of ['0', '-1', '1001', '1e3', '1.5', 'all', '٣'])
      expect(read(`page_size=${size}`)).toEqual({ amiss: 'page_size' });
    for (const page of ['0', '-1', '1e9', '99999999999999999999', 'x', '102'])
      expect(read(`page=${page}`), page).toEqual({ amiss: 'page' });
    expect(read('page=101')).toMatchObject({ offset: 100_000 });
  });

  it('[G15] whatever comes is read or said to be amiss', () => {
    const names = ['service_request_id', 'service_code', 'start_date', 'end_date', 'status', 'page', 'page_size', 'x'];
    const pairs = fc.array(fc.tuple(fc.constantFrom(...names), fc.string({ unit: 'binary', maxLength: 30 })));
    fc.assert(
      fc.property(pairs, (given) => {
        const query = new URLSearchParams(given);
        const asked = readRequestsQuery(query, NOW);
        expect('amiss' in asked || 'ids' in asked || asked.from <= asked.to).toBe(true);
        expect(typeof spellingOf(query)).toBe('string');
      }),
      { numRuns: 500 }
    );
  });
});

describe('times', () => {
  it('[G7] have seconds and the offset of the community at that time', () => {
    expect(writeW3c(NOW, 'Asia/Shanghai')).toBe('2026-11-23T10:00:00+08:00');
    expect(writeW3c(NOW, 'UTC')).toBe('2026-11-23T02:00:00Z');
    expect(writeW3c('2026-07-01T16:00:00Z', 'America/New_York')).toBe('2026-07-01T12:00:00-04:00');
    expect(writeW3c('2026-12-01T16:30:00Z', 'Asia/Kolkata')).toBe('2026-12-01T22:00:00+05:30');
    expect(writeW3c('2026-11-22T16:00:00Z', 'Asia/Shanghai')).toBe('2026-11-23T00:00:00+08:00');
    expect(endOfDay('2026-12-01', 'Asia/Shanghai')).toBe('2026-12-01T23:59:59+08:00');
    expect(endOfDay('some day', 'Asia/Shanghai')).toBeNull();
  });

  it('[G7] what is written is read as the same moment', () => {
    const zones = fc.constantFrom('Asia/Shanghai', 'UTC', 'America/St_Johns', 'Pacific/Chatham');
    const moments = fc.date({ min: new Date('2001-01-01'), max: new Date('2099-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(moments, zones, (date, zone) => {
        const whole = new Date(Math.floor(date.getTime() / 1000) * 1000).toISOString();
        expect(readW3c(writeW3c(whole, zone))).toBe(whole);
      })
    );
  });
});

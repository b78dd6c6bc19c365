import { beforeEach, describe, expect, it } from 'vitest';
import {
  EMPTY,
  isPutDown,
  keepDraft,
  keepHandovers,
  loadDraft,
  loadHandovers,
  type DeviceStore
} from '$lib/features/meetings/stool/composer/draft';

let held: Map<string, string>;
let store: DeviceStore;
beforeEach(() => {
  held = new Map();
  store = {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key)
  };
});

const full: DeviceStore = {
  getItem: () => {
    throw new DOMException('refused', 'SecurityError');
  },
  setItem: () => {
    throw new DOMException('full', 'QuotaExceededError');
  },
  removeItem: () => {
    throw new DOMException('refused', 'SecurityError');
  }
};

describe('a draft that a crash brought back', () => {
  const draft = { ...EMPTY, text: '楼道灯坏了 ', at: '2026-11-23T10:00:05.000Z' };
  const line = { at: '2026-11-23T10:00:06.000Z', by: 'wang', text: '楼道灯坏了两天' };

  it('has been put down where one’s own later line begins with all of it', () => {
    expect(isPutDown(draft, [line], 'wang')).toBe(true);
    expect(isPutDown(draft, [{ ...line, text: '楼道灯坏了' }], 'wang')).toBe(true);
  });

  it('stays where it says more, was typed after the line, or the line is another’s', () => {
    expect(isPutDown({ ...draft, text: '楼道灯坏了两天，还' }, [line], 'wang')).toBe(false);
    expect(isPutDown({ ...draft, at: '2026-11-23T10:00:07.000Z' }, [line], 'wang')).toBe(false);
    expect(isPutDown(draft, [{ ...line, by: 'li' }], 'wang')).toBe(false);
    expect(isPutDown({ ...draft, at: undefined }, [line], 'wang')).toBe(false);
    expect(isPutDown({ ...draft, text: ' ' }, [line], 'wang')).toBe(false);
  });
});

describe('the draft in the composer', () => {
  it('outlives a reload, each meeting its own', () => {
    const draft = { kind: 'answer', speaker: '物业苗主管', text: '明天先换' } as const;
    expect(keepDraft(store, 'one', draft)).toBe(true);
    expect(loadDraft(store, 'one')).toEqual(draft);
    expect(loadDraft(store, 'two')).toEqual(EMPTY);
  });

  it('leaves nothing behind once it is empty', () => {
    keepDraft(store, 'one', { ...EMPTY, text: '半句' });
    keepDraft(store, 'one', EMPTY);
    expect(held.size).toBe(0);
  });

  it('says so when the device does not take it, and writing goes on', () => {
    expect(keepDraft(full, 'one', { ...EMPTY, text: '半句' })).toBe(false);
    expect(loadDraft(full, 'one')).toEqual(EMPTY);
    expect(loadHandovers(full, 'one')).toEqual([]);
  });

  it('begins empty where something unreadable stands', () => {
    held.set('stool/one/draft', '{"kind":');
    held.set('stool/one/handover', '"no list"');
    expect(loadDraft(store, 'one')).toEqual(EMPTY);
    expect(loadHandovers(store, 'one')).toEqual([]);
  });

  it('keeps what is on its way into the offline copy until it has arrived', () => {
    const entry = { ...EMPTY, text: '灯坏了', at: '2026-12-01T10:00:00.000Z' };
    keepHandovers(store, 'one', [entry]);
    expect(loadHandovers(store, 'one')).toEqual([entry]);
    keepHandovers(store, 'one', []);
    expect(loadHandovers(store, 'one')).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { stillCarried, withCarried } from '$lib/domain/meetings/carried';

const step = (title: string, carried = false) => ({ title, minutes: 15, kind: '', carried });

describe('what a meeting puts off', () => {
  it('[A2] waits until a later one has had it on its agenda and not put it off again', () => {
    const latest = [step('上次的事'), step('车棚'), step('长椅', true)];
    const before = [step('上次的事'), step('车棚', true), step('停车', true), step('长椅', true)];
    expect(stillCarried([latest, before])).toEqual([
      { title: '停车', minutes: 15, kind: '' },
      { title: '长椅', minutes: 15, kind: '' }
    ]);
    expect(stillCarried([])).toEqual([]);
    expect(stillCarried([[step(' ', true)]])).toEqual([]);
  });

  it('[A2] stands right behind what became of the last time, and once', () => {
    const lines = [{ title: '上次的事' }, { title: '大家说说' }];
    expect(withCarried(lines, [{ title: '停车' }, { title: '大家说说' }]).map(({ title }) => title)).toEqual([
      '上次的事',
      '停车',
      '大家说说'
    ]);
    expect(withCarried([], [{ title: '停车' }])).toEqual([{ title: '停车' }]);
  });
});

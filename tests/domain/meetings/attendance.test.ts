import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findHouseholds,
  householdLabel,
  LONGEST_SIGNATURE,
  possibleDoubles,
  presenceOf,
  readHouseholds,
  signatureOf,
  signaturePath
} from '$lib/domain/meetings/attendance';

describe('who is here, as everybody may see it', () => {
  const arrival = fc.record({
    id: fc.uuid(),
    building: fc.constantFrom('3号楼', '8号楼', ''),
    count: fc.integer({ min: 1, max: 30 }),
    shownAs: fc.option(fc.constantFrom('林奶奶', '葛大爷'))
  });

  it('counts everybody once, in a building’s number or by name', () => {
    fc.assert(
      fc.property(fc.array(arrival), (all) => {
        const { total, groups, names } = presenceOf(all);
        expect(total).toBe(all.reduce((sum, { count }) => sum + count, 0));
        expect(groups.reduce((sum, { count }) => sum + count, 0) + names.length).toBe(total);
        expect(groups.findIndex(({ building }) => !building)).toBeOneOf([-1, groups.length - 1]);
      })
    );
  });

  it('thinks of one household signed in twice as perhaps one person, unless the names differ', () => {
    const person = (id: string, name: string, householdId: string | null = 'h') => ({ id, name, householdId });
    expect(possibleDoubles([person('a', ''), person('b', '林奶奶')])).toHaveLength(1);
    expect(possibleDoubles([person('a', '林爷爷'), person('b', '林奶奶')])).toEqual([]);
    expect(possibleDoubles([person('a', '', null), person('b', '', null)])).toEqual([]);
  });
});

describe('households from pasted lines', () => {
  it.each([
    ['3-2-201', '3号楼 2单元 201'],
    ['3号楼2单元201室', '3号楼 2单元 201'],
    ['3栋,2,201', '3号楼 2单元 201'],
    ['12\t1\t1203', '12号楼 1单元 1203'],
    ['9号楼 301', '9号楼 301'],
    ['A座 1602', 'A号楼 1602']
  ])('reads %s', (line, label) => {
    const { households, bad } = readHouseholds(line);
    expect(bad).toEqual([]);
    expect(households.map(householdLabel)).toEqual([label]);
  });

  it('names the lines it cannot read, skips the head and takes a home once', () => {
    const { households, bad } = readHouseholds('楼栋,单元,房号\n3,1,101\n3-1-101\n王秀兰 13812345678\n门房\n\n3,1,102');
    expect(households).toHaveLength(2);
    expect(bad.map(({ line }) => line)).toEqual([4, 5]);
  });

  it('bears any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        for (const home of readHouseholds(text).households) expect(home.room).toMatch(/^[A-Za-z0-9]+$/);
      })
    );
  });

  it('are found by what people type, in the order they say it', () => {
    const { households } = readHouseholds('3-1-201\n3-2-201\n13-1-201\n8-1-301');
    const found = (typed: string) => findHouseholds(households, typed).map(householdLabel);
    expect(found('3-2-201')).toEqual(['3号楼 2单元 201']);
    expect(found('3-201')).toEqual(['3号楼 1单元 201', '3号楼 2单元 201']);
    expect(found('8')).toEqual(['8号楼 1单元 301']);
    expect(found('  ')).toEqual([]);
  });
});

describe('a signature', () => {
  const point = fc.record({
    x: fc.double({ min: 0, max: 100, noNaN: true }),
    y: fc.double({ min: 0, max: 100, noNaN: true })
  });
  it('is kept small and drawn as strokes, however long it was written', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(point, { minLength: 1, maxLength: 400 }), { minLength: 1, maxLength: 12 }),
        (strokes) => {
          const kept = signatureOf(strokes);
          expect(kept.length).toBeLessThanOrEqual(LONGEST_SIGNATURE);
          expect(signaturePath(kept).match(/M/g)).toHaveLength(strokes.length);
        }
      ),
      { numRuns: 40 }
    );
  });
  it.each(['"><script>', 'M1,1', '1,1 2', '1,1;'.repeat(4000)])('that is none draws nothing', (text) => {
    expect(signaturePath(text)).toBe('');
  });
});

import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { account } from '../../../server/identity/tables';
import { makeGround } from '../../support/ground';

describe('a fault of the database in the log', () => {
  it('tells what broke, and none of the values that were to be written', async () => {
    const s = await makeGround();
    const lines: string[] = [];
    const log = pino({ base: null }, { write: (line: string) => void lines.push(line) });
    const [row] = await s.store.q.select().from(account).all();
    const twice = { ...row!, name: '谁也不该看见的名字', passwordHash: '谁也不该看见的口令' };
    await s.store.tx((q) => q.insert(account).values(twice).run()).catch((err: unknown) => log.error({ err }, 'fault'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('UNIQUE constraint failed');
    expect(lines[0]).not.toMatch(/谁也不该看见/);
    expect(lines[0]).not.toContain(row!.id);
  });
});

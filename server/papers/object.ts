import { randomUUID } from 'node:crypto';
import { may } from '$lib/domain/identity/role';
import type { Refusal } from '$lib/domain/refusal';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { versionsOf } from './find-paper';
import { paperObjection } from './tables';
import type { PaperOf } from './write-version';

const LONGEST = { who: 60, text: 1_000 };

/** Writes down what somebody said against a paper that is out for objections. */
export async function objectToPaper(
  s: Pick<Ground, 'store' | 'now'>,
  caller: Caller,
  { meetingId, kind }: PaperOf,
  input: { who: string; text: string }
): Promise<{ id: string } | Refusal> {
  if (!may(caller.role, 'meetings/write')) return { refused: 'right/missing' };
  const { communityId, accountId: by } = caller;
  const who = input.who.trim().slice(0, LONGEST.who);
  const text = input.text.trim().slice(0, LONGEST.text);
  if (!text) return { refused: 'input/invalid', fields: { text: 'field/missing' } };
  return await s.store.tx(async (q): Promise<{ id: string } | Refusal> => {
    const [last] = await versionsOf(q, { communityId, meetingId, kind });
    if (!last) return { refused: 'paper/absent' };
    if (last.stage !== 'objections') return { refused: 'paper/not-out' };
    const id = randomUUID();
    await q
      .insert(paperObjection)
      .values({ communityId, meetingId, id, kind, version: last.version, who, text, at: s.now().toISOString(), by })
      .run();
    return { id };
  });
}

import { and, asc, count, desc, eq, isNull, max, ne } from 'drizzle-orm';
import { may } from '$lib/domain/identity/role';
import type { DoorView } from '$lib/domain/notices/view';
import { refused, type Refusal } from '$lib/domain/refusal';
import { party } from '../../community/tables';
import type { Caller } from '../../identity';
import type { Ground } from '../../ground';
import { delivery, door, notice } from '../tables';
import { findDoor } from './find-door';

/** The doors of the community and its organisations; people's own are theirs alone. */
export async function listDoors(s: Pick<Ground, 'store'>, caller: Caller): Promise<DoorView[] | Refusal> {
  if (!may(caller.role, 'settings/manage')) return { refused: 'right/missing' };
  const { communityId } = caller;
  const rows = await s.store.q
    .select({ door, party: party.name })
    .from(door)
    .leftJoin(party, and(eq(party.communityId, door.communityId), eq(party.id, door.ownerId)))
    .where(and(eq(door.communityId, communityId), isNull(door.removedAt), ne(door.scope, 'account')))
    .orderBy(asc(door.madeAt), asc(door.id))
    .all();
  const counts = await s.store.q
    .select({ doorId: delivery.doorId, state: delivery.state, n: count(), last: max(delivery.endedAt) })
    .from(delivery)
    .where(eq(delivery.communityId, communityId))
    .groupBy(delivery.doorId, delivery.state)
    .all();
  const of = (id: string, state: string) => counts.find((one) => one.doorId === id && one.state === state);
  return rows.map(({ door: { id, kind, scope, hears, name, shown, shutAt, shutBy }, party: owner }) => ({
    ...{ id, kind, scope, hears, name, shown, shutAt, shutBy, party: owner },
    sentAt: of(id, 'sent')?.last ?? null,
    waiting: of(id, 'waiting')?.n ?? 0,
    dead: of(id, 'dead')?.n ?? 0
  }));
}

export interface LogLine {
  id: string;
  kind: string;
  number: string;
  state: string;
  tries: number;
  trouble: string | null;
  code: number | null;
  madeAt: string;
  nextAt: string;
  endedAt: string | null;
}

const SHOWN = 50;

/** A door with its last fifty deliveries, the newest first. */
export async function doorLog(
  s: Pick<Ground, 'store'>,
  caller: Caller,
  id: string
): Promise<{ door: DoorView; log: LogLine[] } | Refusal> {
  const doors = await listDoors(s, caller);
  if (refused(doors)) return doors;
  const found = doors.find((one) => one.id === id);
  if (!found || !(await findDoor(s, caller.communityId, id))) return { refused: 'door/absent' };
  const rows = await s.store.q
    .select({ delivery, kind: notice.kind, values: notice.values })
    .from(delivery)
    .innerJoin(notice, and(eq(notice.communityId, delivery.communityId), eq(notice.seq, delivery.noticeSeq)))
    .where(and(eq(delivery.communityId, caller.communityId), eq(delivery.doorId, id)))
    .orderBy(desc(delivery.madeAt), desc(delivery.noticeSeq), desc(delivery.id))
    .limit(SHOWN)
    .all();
  return {
    door: found,
    log: rows.map(({ delivery: row, kind, values }) => ({
      ...{ id: row.id, kind, number: values.number ?? '', state: row.state, tries: row.tries, trouble: row.trouble },
      ...{ code: row.code, madeAt: row.madeAt, nextAt: row.nextAt, endedAt: row.endedAt }
    }))
  };
}

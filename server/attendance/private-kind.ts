import { and, eq, isNull } from 'drizzle-orm';
import { readPrivate } from '$lib/document/attendance';
import { may } from '$lib/domain/identity/role';
import type { DocumentKind } from '../collab';
import { anyOf } from '../db/any-of';
import { findMeeting } from '../meetings';
import { meeting } from '../meetings/tables';
import type { Ground } from '../ground';
import { notePrivateRead } from './private-reads';
import { attendance } from './tables';

const NAME = /^meeting\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\/private$/;
const idOf = (name: string) => NAME.exec(name)?.[1] ?? '';

/**
 * What the sync server must know of `meeting/<uuid>/private`, the half with names and signatures: nobody opens it who may not
 * write in meetings, not even to read; who does is noted.
 */
export function privateKind(s: Pick<Ground, 'store' | 'now'>): DocumentKind {
  return {
    name: 'meeting private',
    settleMs: 400,
    matches: (name) => NAME.test(name),
    async open(caller, name) {
      const row = await findMeeting(s, caller.communityId, idOf(name));
      if (!row) return null;
      if (!may(caller.role, 'meetings/write')) return { right: 'none', epoch: row.epoch };
      await notePrivateRead(s, caller, row.id, 'tablet');
      return { right: 'edit', epoch: row.epoch };
    },
    async epoch(name) {
      const row = await s.store.q
        .select({ epoch: meeting.epoch })
        .from(meeting)
        .where(eq(meeting.id, idOf(name)))
        .get();
      return row?.epoch ?? null;
    },
    async settled(name, doc) {
      const meetingId = idOf(name);
      const people = readPrivate(doc);
      await s.store.tx(async (q) => {
        const row = await q.select().from(meeting).where(eq(meeting.id, meetingId)).get();
        if (!row) return;
        const { communityId } = row;
        const scope = and(eq(attendance.communityId, communityId), eq(attendance.meetingId, meetingId));
        const existing = new Map((await q.select().from(attendance).where(scope).all()).map((one) => [one.id, one]));
        for (const { id, home, name: who, signature, oral, consent } of people) {
          const before = existing.get(id);
          // What was erased at its owner's wish does not come back with a tablet that was away.
          if (before?.erasedAt) continue;
          const set = { home, name: who, signature, oral, consent };
          if (before && Object.entries(set).every(([key, value]) => same(before[key as keyof typeof set], value)))
            continue;
          await q
            .insert(attendance)
            .values({ communityId, meetingId, id, ...set })
            .onConflictDoUpdate({ target: [attendance.communityId, attendance.meetingId, attendance.id], set })
            .run();
        }
        const known = new Set(people.map(({ id }) => id));
        const gone = [...existing.keys()].filter((id) => !known.has(id));
        if (gone.length)
          await q
            .delete(attendance)
            .where(and(scope, anyOf(attendance.id, gone), isNull(attendance.erasedAt)))
            .run();
      });
    }
  };
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

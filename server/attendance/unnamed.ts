import { and, eq } from 'drizzle-orm';
import type { Ground } from '../ground';
import { attendance } from './tables';

/** Names of those who came to a meeting and have not agreed to be named; as they were given. */
export async function unnamedAt(s: Pick<Ground, 'store'>, communityId: string, meetingId: string): Promise<string[]> {
  const rows = await s.store.q
    .select({ name: attendance.name, consent: attendance.consent })
    .from(attendance)
    .where(and(eq(attendance.communityId, communityId), eq(attendance.meetingId, meetingId)))
    .all();
  return rows.filter(({ name, consent }) => name.trim() && !consent?.given).map(({ name }) => name.trim());
}

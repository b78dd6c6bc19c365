import { and, eq } from 'drizzle-orm';
import type { Caller } from '../identity';
import type { Ground } from '../ground';
import { paperVersion } from './tables';

/** Whether a meeting's minutes have been published as final. */
export async function minutesFinal(
  s: Pick<Ground, 'store'>,
  { communityId }: Pick<Caller, 'communityId'>,
  meetingId: string
): Promise<boolean> {
  const final = await s.store.q
    .select({ version: paperVersion.version })
    .from(paperVersion)
    .where(
      and(
        eq(paperVersion.communityId, communityId),
        eq(paperVersion.meetingId, meetingId),
        eq(paperVersion.kind, 'minutes'),
        eq(paperVersion.stage, 'final')
      )
    )
    .limit(1)
    .get();
  return final !== undefined;
}

import { projection } from '$lib/document/projection';
import * as Y from 'yjs';
import { refused } from '$lib/domain/refusal';
import { planMeeting } from '../../../server/meetings';
import type { MeetingRow } from '../../../server/meetings';
import { writeProjection } from '../../../server/meetings/write-projection';
import { caller, type TestGround } from '../../support/ground';

/** A meeting of that title. */
export async function sit(s: TestGround, title: string): Promise<MeetingRow> {
  const row = await planMeeting(
    { ...s, hub: { ...s.hub, read: async () => true, change: async () => {} } as never },
    caller('facilitator'),
    {
      title,
      kind: 'stool'
    }
  );
  if (refused(row)) throw new Error(JSON.stringify(row));
  return row as MeetingRow;
}

/** The diary says this and nothing else. */
export async function say(
  s: TestGround,
  meeting: MeetingRow,
  lines: readonly { id: string; text: string; withheld?: string }[]
): Promise<void> {
  const nothing = projection(new Y.Doc());
  const entries = lines.map(({ id, text, withheld = null }, n) => ({
    id,
    text,
    withheld,
    at: `2026-11-23T02:0${n}:00.000Z`,
    kind: 'voice',
    speaker: '葛大爷',
    by: 'x',
    issueId: null,
    sheet: null
  }));
  const at = s.now().toISOString();
  await s.store.tx((q) => writeProjection(q, meeting, { ...nothing, entries } as never, at));
}

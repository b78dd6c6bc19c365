import { onTestFinished } from 'vitest';
import { openMeetingDocument, type MeetingDocument } from '$lib/document/meeting-document';
import { meetingDocument } from '$lib/document/keys';
import { refused } from '$lib/domain/refusal';
import { meetingKind, planMeeting } from '../../../server/meetings';
import { createPublicity, type Publicity } from '../../../server/publicity';
import { caller, makeGround, type TestGround } from '../../support/ground';

export const CODE = 'hay7kw';

export interface Stage {
  ground: TestGround;
  publicity: Publicity;
  meetingId: string;
  /** Writes as a tablet does and lets the hub tell whoever watches. */
  write(change: (document: MeetingDocument) => void): Promise<void>;
}

/** A planned meeting of the cast under `CODE`, and its public side. */
export async function stage(limits: Parameters<typeof createPublicity>[1] = { intervalMs: 0 }): Promise<Stage> {
  const ground = await makeGround();
  ground.hub.register(meetingKind(ground));
  const publicity = createPublicity(ground, limits);
  onTestFinished(() => publicity.stop());
  const made = await planMeeting(ground, caller('facilitator'), {
    title: '9号楼小广场小板凳议事会',
    kind: 'stool',
    venueId: 'b0000000-0000-4000-8000-000000000003',
    code: CODE
  });
  if (refused(made)) throw new Error(`planning was refused: ${made.refused}`);
  return {
    ground,
    publicity,
    meetingId: made.id,
    write: (change) => ground.hub.change(meetingDocument(made.id), (doc) => change(openMeetingDocument(doc)))
  };
}

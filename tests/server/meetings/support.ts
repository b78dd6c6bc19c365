import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { meetingDocument } from '$lib/document/keys';
import { openMeetingDocument, type IssuePatch, type MeetingDocument } from '$lib/document/meeting-document';
import { refused, type Refusal } from '$lib/domain/refusal';
import { createHub } from '../../../server/collab';
import type { Origin } from '../../../server/ledger';
import { closeMeeting, issueOf, meetingKind, planMeeting, type Closed } from '../../../server/meetings';
import { PARTY } from '../../../server/seed/fixtures';
import { attachmentsOn, caller, makeGround, type TestGround } from '../../support/ground';

/** The issue that an item came of. */
export const issueIdOf = ({ origin }: { origin: Origin | null }) => issueOf(origin)?.issueId;

export interface Held {
  ground: TestGround;
  id: string;
  name: string;
  document: MeetingDocument;
  /** A tablet's own copy as it is now, to be brought back later. */
  away(): MeetingDocument;
  settle(): Promise<void>;
  close(): Promise<Closed>;
}

/** The value, or a failed test where it was refused. */
export function granted<T>(result: T | Refusal): T {
  if (refused(result)) throw new Error(`refused: ${JSON.stringify(result)}`);
  return result;
}

/** A meeting that has been planned and can be written in. */
export async function holdMeeting(title = '3号楼门前小板凳议事会', on?: TestGround): Promise<Held> {
  const ground = on ?? (await makeGround());
  if (!on) ground.hub.register(meetingKind(ground));
  const id = randomUUID();
  granted(await planMeeting(ground, caller('facilitator'), { id, title, kind: 'stool' }));
  const name = meetingDocument(id);
  return {
    ground,
    id,
    name,
    document: openMeetingDocument(ground.hub.doc(name)),
    away() {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(ground.hub.doc(name)));
      return openMeetingDocument(doc);
    },
    settle: () => ground.hub.settle(name),
    close: async () => granted(await closeMeeting(ground, caller('facilitator'), id))
  };
}

interface Promised extends IssuePatch {
  title: string;
  detail?: string;
  answer?: string;
  confirmed?: boolean;
}

/** Writes a whole issue as a tablet would; confirmed unless it says otherwise. */
export function writeIssue(document: MeetingDocument, promised: Promised): string {
  const { title, detail, answer, confirmed = true, ...patch } = promised;
  const id = document.addIssue({ title, raisedBy: '3号楼居民' });
  if (detail) document.issueText(id, 'detail')!.insert(0, detail);
  if (answer) document.issueText(id, 'answer')!.insert(0, answer);
  document.setIssue(id, {
    category: 'repair',
    outcome: 'ledger',
    ownerId: PARTY.property!,
    dueOn: '2026-12-01',
    ...patch
  });
  if (confirmed) document.confirmIssue(id, '2026-11-23T02:30:00.000Z');
  return id;
}

/** Replaces what a shared text says. */
export function rewrite(
  document: MeetingDocument,
  id: string,
  field: 'title' | 'detail' | 'answer',
  text: string
): void {
  const shared = document.issueText(id, field)!;
  shared.delete(0, shared.length);
  shared.insert(0, text);
}

/** The ground with the real hub and its journal in the place of the one in memory. */
export async function groundWithHub() {
  const made = await makeGround();
  const hub = createHub({
    journalFile: path.join(made.config.dataDir, 'collab.sqlite'),
    authenticate: async () => null,
    originAllowed: () => false,
    log: made.log,
    now: made.now
  });
  onTestFinished(() => hub.stop());
  const s = { ...made, hub, attachments: attachmentsOn({ ...made, hub }) };
  hub.register(meetingKind(s));
  return s;
}

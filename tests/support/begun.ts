import { openMeetingDocument, type IssuePatch } from '../../src/lib/document/meeting-document';
import { meetingDocument } from '../../src/lib/document/keys';
import type { EntryKind } from '../../src/lib/domain/meetings/kind';
import { ACCOUNT } from '../../server/seed/fixtures';
import { stockClient, until } from './stock-client';

/** What a meeting holds when a test begins in its middle. */
export interface Beginning {
  /** Who said what, in order. */
  lines?: readonly (readonly [speaker: string, text: string, kind?: EntryKind])[];
  /** Lines that have become issues, by their words, with what was already decided about them. */
  issues?: Readonly<Record<string, IssuePatch>>;
  venueId?: string;
}

export interface Begun {
  /** The id of each issue, by its line's words. */
  issues: Record<string, string>;
}

/**
 * Begins a meeting and writes into it as a tablet would, through a stock client, and returns once the server has it on its disk.
 * That people can do the same by hand is what the journeys show (meeting.spec, keyboard.spec, kinds.spec).
 */
export async function beginMeeting(
  url: string,
  cookie: string,
  id: string,
  { lines = [], issues = {} }: Omit<Beginning, 'venueId'> = {}
): Promise<Begun> {
  const client = stockClient({ url, document: meetingDocument(id), cookie });
  try {
    await until(client, () => client.provider.synced, 'the client to be in step');
    const before = client.acked();
    const made: Record<string, string> = {};
    client.doc.transact(() => {
      const document = openMeetingDocument(client.doc);
      document.setPhase('live');
      const entries = new Map(
        lines.map(([speaker, text, kind = 'voice']) => [
          text,
          document.addEntry({ kind, speaker, text, by: ACCOUNT.facilitator! })
        ])
      );
      for (const [text, patch] of Object.entries(issues)) {
        const issue = document.issueFromEntry(entries.get(text)!)!;
        document.setIssue(issue, patch);
        made[text] = issue;
      }
    });
    await until(client, () => client.acked() > before, 'what was written to be on the server');
    return { issues: made };
  } finally {
    client.destroy();
  }
}

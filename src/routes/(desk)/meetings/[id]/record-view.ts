import type { RecordView } from '$lib/domain/meetings/view';
import type { MeetingRecord } from '$server/meetings';

/** The words of a record that was kept as JSON, in the order people read them. */
function wordsIn(json: string): string {
  const record = JSON.parse(json) as Record<string, unknown> | null;
  const words = ['speaker', 'title', 'text', 'detail', 'answer', 'question', 'topic', 'name'].map(
    (key) => record?.[key]
  );
  return words.filter((word) => typeof word === 'string' && word.trim()).join(' · ');
}

/** A meeting's record as the desk shows it. */
export function recordView(found: MeetingRecord, names: Record<string, string>): RecordView {
  const { meeting } = found;
  const dissentsOf = (target: string) =>
    found.marks
      .filter((mark) => mark.mark === 'dissent' && mark.target === target)
      .map(({ id, who, text }) => ({ id, who, text }));
  return {
    id: meeting.id,
    kind: meeting.kind,
    title: meeting.title,
    phase: meeting.phase,
    venue: found.venueName,
    startsAt: meeting.startsAt,
    code: meeting.code,
    plannedBy: found.plannedBy,
    scribe: found.scribe,
    closed: meeting.closedAt ? { at: meeting.closedAt, by: found.closedBy ?? '' } : null,
    agenda: found.agenda.map(({ id, title, minutes }) => ({ id, title, minutes })),
    entries: found.entries.map(({ id, at, kind, speaker, text, withheld, sheet }) => ({
      id,
      at,
      kind,
      speaker,
      text,
      sheet,
      withheld: withheld !== null,
      dissents: dissentsOf(`entries/${id}`)
    })),
    issues: found.issues.map(
      ({ id, title, detail, category, outcome, answer, dueOn, ownerName, confirmedAt, item, withheld }) => ({
        id,
        title,
        detail,
        category,
        outcome,
        answer,
        dueOn,
        item,
        owner: ownerName,
        confirmed: confirmedAt !== null,
        withheld: withheld !== null,
        dissents: dissentsOf(`issues/${id}`)
      })
    ),
    disputes: found.disputes.map(({ id, topic, sides, common, agreed, checkerName, checkOn }) => ({
      id,
      topic,
      common,
      agreed,
      checkOn,
      checker: checkerName,
      sides: sides.map(({ name, position, consent }) => ({ name, position, consent }))
    })),
    present: found.present,
    photos: found.photos.map(({ id, kind, takenAt, entryId, issueId, stored }) => ({
      id,
      kind,
      takenAt,
      entryId,
      issueId,
      here: stored !== null,
      width: stored?.width ?? null,
      height: stored?.height ?? null
    })),
    lateChanges: found.lateChanges.map(({ itemId, number, title, field, ledgerValue, tabletValue, seenAt }) => ({
      itemId,
      field,
      ledgerValue,
      tabletValue,
      seenAt,
      names,
      item: { number, title }
    })),
    misfits: found.misfits,
    tabletFiles: found.tabletFiles.map(({ id, at, accountName, entries, issues, changed }) => ({
      id,
      at,
      account: accountName,
      entries,
      issues,
      changed
    })),
    aside: found.aside.map(({ ids, at, accountName, reason, differences, more, left }) => ({
      ids,
      at,
      account: accountName,
      reason,
      differences,
      more,
      left
    })),
    asideDecided: found.asideDecided,
    removed: found.removed.map(({ at, accountName, root, record, words }) => ({
      at,
      account: accountName,
      root,
      id: record,
      words: wordsIn(words)
    })),
    forged: found.forged
  };
}

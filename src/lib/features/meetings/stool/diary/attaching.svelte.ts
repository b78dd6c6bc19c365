import type { MeetingDocument } from '$lib/document/meeting-document';
import type { EntryRecord, IssueRecord, PhotoRecord } from '$lib/document/records';
import type { DiaryLine } from '$lib/domain/meetings/place-photos';
import type { Attach, Target } from '../../../photos/tablet/kit';
import { WAITING_FLAG } from '../../../photos/waiting-flag';
import type { Act } from '../stool';

type Kit = typeof import('../../../photos/tablet/kit');
interface Opened extends Pick<Kit, 'Strip' | 'Tray' | 'Warnings' | 'placePhotos' | 'diaryLines'> {
  attach: Attach;
}

interface Options {
  meetingId: string;
  accountId: string;
  document: MeetingDocument;
  store: Storage;
  clock: () => Date;
  act: (what: Act, work: () => void) => void;
  photos: () => readonly PhotoRecord[];
  entries: () => readonly EntryRecord[];
  issues: () => readonly IssueRecord[];
  connected: () => boolean;
  /** Something was taken out that undo brings back. */
  removed: (name: string) => void;
}

/**
 * Pictures and voice notes of a meeting, at this tablet. What takes, shows and sends them is fetched when the meeting has
 * one, when one still waits here, or when somebody wants to take the first.
 */
export function createAttaching(s: Options) {
  let kit = $state.raw<Opened | null>(null);
  let failed = $state(false);
  let loading: Promise<void> | null = null;
  let gone = false;
  const places = $derived(kit?.placePhotos(s.photos(), s.entries(), s.issues()));
  const lines = $derived<readonly DiaryLine<EntryRecord, PhotoRecord>[]>(
    places && kit
      ? kit.diaryLines(s.entries(), places.alone)
      : s.entries().map((entry) => ({ id: entry.id, at: entry.at, entry, photos: null }))
  );

  function load(): Promise<void> {
    return (loading ??= import('../../../photos/tablet/kit').then(
      ({ createAttach, ...views }) => {
        if (gone) return;
        const note = (photo: Parameters<MeetingDocument['addPhoto']>[0]) => {
          if (!s.document.hasPhoto(photo.id)) s.act('photo', () => s.document.addPhoto(photo));
        };
        const hasNoted = (id: string) => s.document.hasPhoto(id);
        kit = { ...views, attach: createAttach({ ...s, note, hasNoted }) };
        failed = false;
      },
      () => {
        loading = null;
        failed = true;
      }
    ));
  }

  function waitsHere(): boolean {
    try {
      return s.store.getItem(WAITING_FLAG) !== null;
    } catch {
      return false;
    }
  }
  $effect(() => {
    if (s.photos().length || waitsHere()) void load();
  });
  $effect(() => {
    s.photos();
    kit?.attach.forgetUndone();
  });
  // Somebody has signed in again, or the network is back: what waits goes up now and not at its next turn.
  $effect(() => {
    if (s.connected()) kit?.attach.retry();
  });
  $effect(() => () => {
    gone = true;
    kit?.attach.stop();
  });

  return {
    get kit() {
      return kit;
    },
    /** It could not be fetched: no network, and this tablet has not been here before. */
    get failed() {
      return failed;
    },
    /** The diary with what stands in it for itself. */
    get lines() {
      return lines;
    },
    ofEntry: (id: string) => places?.ofEntry(id) ?? [],
    ofIssue: (id: string) => places?.ofIssue(id) ?? [],
    async open(target: Target) {
      await load();
      kit?.attach.openTray(target);
    },
    remove(id: string, name: string) {
      s.act('remove', () => s.document.removePhoto(id));
      s.removed(name);
    }
  };
}

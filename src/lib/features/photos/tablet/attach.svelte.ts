import { SvelteMap } from 'svelte/reactivity';
import type { NewPhoto } from '$lib/document/meeting-document';
import type { PhotoRecord } from '$lib/document/records';
import { shrinkPhoto, type PhotoRefusal } from '$lib/sync/shrink-photo';
import { createUploadQueue, type QueuedUpload } from '$lib/sync/upload-queue';
import { WAITING_FLAG } from '../waiting-flag';
import { createRecording, type RecordingRefusal } from './recording.svelte';

/** What a picture or voice note is taken of: a line of the diary, an issue, or neither. */
export interface Target {
  entryId?: string;
  issueId?: string;
}

export interface Attaching {
  meetingId: string;
  accountId: string;
  /** The server's clock. */
  clock: () => Date;
  /** Writes the record into the shared document, unless it stands there. */
  note: (photo: NewPhoto) => void;
  /** Whether it has ever been noted there, taken out since or not. */
  hasNoted: (id: string) => boolean;
}

/**
 * Pictures and voice notes on this tablet: taking them, what of them is still here, and the queue they go up by. Made when
 * the first is taken or waits; lives as long as the page.
 */
export function createAttach({ meetingId, accountId, clock, note, hasNoted }: Attaching) {
  const queue = createUploadQueue();
  let each = $state.raw<readonly QueuedUpload[]>([]);
  let others = $state(0);
  let trayFor = $state.raw<Target | null>(null);
  let preparing = $state(0);
  let refused = $state.raw<PhotoRefusal | RecordingRefusal | 'tooLong' | 'microphoneGone' | null>(null);
  /** Addresses of what is on this tablet, for showing it before it is on the server. */
  const shown = new SvelteMap<string, string>();
  const noted: string[] = [];

  const here = $derived(each.filter((one) => one.meetingId === meetingId));

  const unsubscribe = queue.subscribe((all) => {
    each = all.filter((one) => one.accountId === accountId && one.state !== 'recording');
    others = all.filter((one) => one.accountId !== accountId).length;
    // Noted once its bytes are safe, and also when the page died in between: none is kept that the meeting does not know.
    for (const { id, kind, takenAt, entryId, issueId } of here)
      if (!noted.includes(id)) {
        noted.push(id);
        note({ id, kind, takenAt, by: accountId, entryId, issueId });
        void show(id);
      }
    try {
      if (all.length) localStorage.setItem(WAITING_FLAG, '1');
      else localStorage.removeItem(WAITING_FLAG);
    } catch {
      // A browser that keeps nothing: the queue is looked for when the next picture is taken.
    }
  });

  async function show(id: string): Promise<void> {
    const blob = await queue.blob(id);
    if (blob && !shown.has(id)) shown.set(id, URL.createObjectURL(blob));
  }

  const recording = createRecording({
    queue,
    clock,
    whose: { meetingId, accountId },
    said: (why) => (refused = why)
  });

  return {
    recording,
    /** What the tray is open for; null while it is shut. */
    get trayFor() {
      return trayFor;
    },
    openTray(target: Target) {
      refused = null;
      trayFor = target;
    },
    closeTray() {
      trayFor = null;
      refused = null;
    },
    /** How many pictures are being shrunk. */
    get preparing() {
      return preparing;
    },
    get refused() {
      return refused;
    },
    /** Mine of this meeting that are not on the server yet, refused ones included. */
    get waiting() {
      return here.length;
    },
    get failed() {
      return here.filter((one) => one.state === 'refused').length;
    },
    get notKept() {
      return here.filter((one) => !one.kept).length;
    },
    /** Other people's that this tablet carries up. */
    get others() {
      return others;
    },
    /** Where one of mine stands in the queue; null once it is on the server, and for other tablets'. */
    stateOf: (id: string): QueuedUpload | null => here.find((one) => one.id === id) ?? null,
    /** Its bytes are on this tablet, or were when the page took them up. */
    hasOwn: (id: string) => shown.has(id),
    /** The address of its picture or sound: this tablet's own where it has one. */
    addressOf({ id, kind }: PhotoRecord, size: 'small' | 'large'): string {
      return shown.get(id) ?? `/uploads/${id}${size === 'small' && kind !== 'voice' ? '?size=small' : ''}`;
    },
    /** Shrinks and keeps what the camera or the gallery gave. */
    async take(files: readonly File[], target: Target): Promise<void> {
      refused = null;
      preparing += files.length;
      for (const file of files) {
        try {
          const made = await shrinkPhoto(file, { now: clock });
          if (made.refused) refused = made.refused;
          else
            await queue.add({
              id: crypto.randomUUID(),
              meetingId,
              accountId,
              kind: 'photo',
              ...target,
              blob: made.blob,
              takenAt: made.takenAt
            });
        } finally {
          preparing -= 1;
        }
      }
    },
    /** The meeting's pictures have changed: one that this person took back by “undo” need not go up. */
    forgetUndone(): void {
      for (const { id } of here) if (noted.includes(id) && !hasNoted(id)) void queue.drop(id);
    },
    retry: () => queue.retry(),
    /** Sends what the server refused once more. */
    again: (id?: string) => queue.again(id),
    /** Forgets one that is taken out of the meeting and was never sent. */
    drop: (id: string) => queue.drop(id),
    /** Returns the bytes into the browser's downloads. */
    async save(id: string): Promise<void> {
      const blob = await queue.blob(id);
      if (!blob) return;
      const link = document.createElement('a');
      link.href = URL.createObjectURL(blob);
      link.download = `${id}.${blob.type.split(/[/;]/)[1] ?? 'bin'}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    },
    stop() {
      unsubscribe();
      // What is being recorded is taken as it stands.
      void recording.stop().finally(() => queue.stop());
      for (const address of shown.values()) URL.revokeObjectURL(address);
    }
  };
}

export type Attach = ReturnType<typeof createAttach>;

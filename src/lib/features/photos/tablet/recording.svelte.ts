import { recordVoice, type RecordingRefusal, type VoiceRecorder } from '$lib/sync/voice-recorder';
import type { NewUpload, UploadQueue } from '$lib/sync/upload-queue';
import type { Target } from './attach.svelte';

export type { RecordingRefusal };

interface Given {
  queue: UploadQueue;
  /** The server's clock. */
  clock: () => Date;
  whose: { meetingId: string; accountId: string };
  /** It could not begin, or has ended by itself. */
  said: (why: RecordingRefusal | 'tooLong' | 'microphoneGone') => void;
}

/** How often what has been recorded so far is put on the disk. */
const HOLD_EVERY_S = 5;

/** A voice note while it is being recorded. Kept on the tablet every few seconds, so that a page that dies leaves most of it. */
export function createRecording({ queue, clock, whose, said }: Given) {
  let under = $state(false);
  let seconds = $state(0);
  let recorder: VoiceRecorder | null = null;
  let begun: Omit<NewUpload, 'blob'> | null = null;

  function over(): void {
    under = false;
    recorder = null;
    begun = null;
  }

  async function finish(blob: Blob): Promise<void> {
    const upload = begun;
    over();
    if (!upload || !blob.size) return;
    // Another page took this one for dead, and what there was has gone its way: the whole goes as another.
    const held = queue.list().find((one) => one.id === upload.id);
    const id = !held || held.state === 'recording' ? upload.id : crypto.randomUUID();
    await queue.add({ ...upload, id, blob });
  }

  return {
    get under() {
      return under;
    },
    get seconds() {
      return seconds;
    },
    async start(target: Target): Promise<void> {
      if (under) return;
      under = true;
      seconds = 0;
      const made = await recordVoice({
        tick(passed) {
          seconds = passed;
          if (recorder && begun && passed % HOLD_EVERY_S === 0) void queue.hold({ ...begun, blob: recorder.soFar() });
        },
        ended(why) {
          said(why);
          if (recorder) void finish(recorder.soFar());
        }
      });
      if ('refused' in made) {
        under = false;
        return said(made.refused);
      }
      recorder = made;
      begun = { ...whose, ...target, id: crypto.randomUUID(), kind: 'voice', takenAt: clock().toISOString() };
    },
    async stop(): Promise<void> {
      if (recorder) await finish(await recorder.stop());
    },
    cancel(): void {
      recorder?.cancel();
      if (begun) void queue.drop(begun.id);
      over();
    }
  };
}

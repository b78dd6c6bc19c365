import { MAX_VOICE_SECONDS } from '../domain/attachments/upload-limits';

/** Keys of `words/photos`. */
export type RecordingRefusal = 'noMicrophone' | 'microphoneRefused' | 'recorderAbsent';

export interface VoiceRecorder {
  /** What there is so far. */
  soFar(): Blob;
  /** Ends and gives the whole. */
  stop(): Promise<Blob>;
  /** Ends; nothing is kept. */
  cancel(): void;
}

interface Given {
  /** Heard every second with how many have passed. */
  tick: (seconds: number) => void;
  /** It has ended by itself: five minutes are full, or the microphone went away. */
  ended: (why: 'tooLong' | 'microphoneGone') => void;
  mediaDevices?: Pick<MediaDevices, 'getUserMedia'> | undefined;
  MediaRecorder?: typeof globalThis.MediaRecorder | undefined;
}

/** Speech is understood at this rate, and five minutes stay near a megabyte. */
const BITS_PER_SECOND = 32_000;
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];

/** Starts to record from the microphone, or says why not. */
export async function recordVoice(input: Given): Promise<VoiceRecorder | { refused: RecordingRefusal }> {
  const { mediaDevices = globalThis.navigator?.mediaDevices, MediaRecorder = globalThis.MediaRecorder } = input;
  // A page without TLS has neither.
  const type = MediaRecorder && TYPES.find((one) => MediaRecorder.isTypeSupported(one));
  if (!mediaDevices?.getUserMedia || !type) return { refused: 'recorderAbsent' };
  let stream: MediaStream;
  try {
    stream = await mediaDevices.getUserMedia({ audio: true });
  } catch (error) {
    const { name } = error as DOMException;
    return { refused: name === 'NotAllowedError' || name === 'SecurityError' ? 'microphoneRefused' : 'noMicrophone' };
  }
  const release = () => stream.getTracks().forEach((track) => track.stop());
  let recorder: MediaRecorder;
  try {
    recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: BITS_PER_SECOND });
    // A part each second: of a page that dies, all but the last second is left.
    recorder.start(1000);
  } catch {
    // A type it had said it can do, or a microphone that went away at once. It must not stay open.
    release();
    return { refused: 'recorderAbsent' };
  }
  const parts: Blob[] = [];
  let seconds = 0;
  let over = false;
  // The parameters of the type are the recorder's matter, not the file's.
  const soFar = () => new Blob(parts, { type: type.split(';')[0]! });
  const stopped = new Promise<void>((resolve) => {
    recorder.onstop = () => {
      clearInterval(clock);
      release();
      resolve();
    };
  });
  const end = () => {
    if (recorder.state !== 'inactive') recorder.stop();
  };
  recorder.ondataavailable = ({ data }) => {
    if (data.size) parts.push(data);
  };
  const clock = setInterval(() => {
    input.tick(++seconds);
    if (seconds >= MAX_VOICE_SECONDS) end();
  }, 1000);
  void stopped.then(() => {
    if (!over) input.ended(seconds >= MAX_VOICE_SECONDS ? 'tooLong' : 'microphoneGone');
  });
  return {
    soFar,
    async stop() {
      over = true;
      end();
      await stopped;
      return soFar();
    },
    cancel() {
      over = true;
      end();
      release();
    }
  };
}

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { recordVoice, type VoiceRecorder } from '$lib/sync/voice-recorder';

const heard = { tick: vi.fn(), ended: vi.fn() };
const stopTrack = vi.fn();
const stream = { getTracks: () => [{ stop: stopTrack }] } as unknown as MediaStream;
const microphone = { getUserMedia: () => Promise.resolve(stream) };

/** A browser's recorder, as far as it is used. */
class Recorder {
  static types = ['audio/webm;codecs=opus'];
  static isTypeSupported = (type: string) => Recorder.types.includes(type);
  static last: Recorder;
  static fails = false;
  state: RecordingState = 'inactive';
  ondataavailable: ((event: { data: Blob }) => void) | null = null;
  onstop: (() => void) | null = null;
  constructor(
    readonly stream: MediaStream,
    readonly options: MediaRecorderOptions
  ) {
    Recorder.last = this;
  }
  start() {
    if (Recorder.fails) throw new DOMException('no', 'NotSupportedError');
    this.state = 'recording';
  }
  say(text: string) {
    this.ondataavailable?.({ data: new Blob([text]) });
  }
  /** The last part comes after the call, then the end. */
  stop() {
    this.state = 'inactive';
    queueMicrotask(() => {
      this.say('!');
      this.onstop?.();
    });
  }
}
const MediaRecorder = Recorder as unknown as typeof globalThis.MediaRecorder;

async function begin(): Promise<VoiceRecorder> {
  const made = await recordVoice({ ...heard, mediaDevices: microphone, MediaRecorder });
  if ('refused' in made) throw new Error(made.refused);
  return made;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  vi.clearAllMocks();
  Recorder.types = ['audio/webm;codecs=opus'];
  Recorder.fails = false;
});
afterEach(() => void vi.useRealTimers());

describe('a voice note', () => {
  it('is all that was said up to the last part, as a file of its kind, and lets the microphone go', async () => {
    const recorder = await begin();
    Recorder.last.say('one ');
    Recorder.last.say('two');
    expect(await recorder.soFar().text()).toBe('one two');
    const blob = await recorder.stop();
    expect([await blob.text(), blob.type]).toEqual(['one two!', 'audio/webm']);
    expect(stopTrack).toHaveBeenCalled();
    expect(heard.ended).not.toHaveBeenCalled();
  });

  it('is recorded as what the browser can do, at a rate for speech', async () => {
    Recorder.types = ['audio/mp4'];
    await begin();
    expect(Recorder.last.options).toEqual({ mimeType: 'audio/mp4', audioBitsPerSecond: 32_000 });
  });

  it('counts its seconds and ends by itself after five minutes, with all that was said', async () => {
    const recorder = await begin();
    Recorder.last.say('long');
    vi.advanceTimersByTime(299_000);
    expect(heard.tick).toHaveBeenLastCalledWith(299);
    expect(Recorder.last.state).toBe('recording');
    vi.advanceTimersByTime(1000);
    await vi.waitFor(() => expect(heard.ended).toHaveBeenCalledOnce());
    expect(await recorder.soFar().text()).toBe('long!');
    vi.advanceTimersByTime(5000);
    expect(heard.tick).toHaveBeenCalledTimes(300);
  });

  it('ends by itself when the microphone goes away, with all that was said', async () => {
    const recorder = await begin();
    Recorder.last.say('half');
    Recorder.last.stop();
    await vi.waitFor(() => expect(heard.ended).toHaveBeenCalledOnce());
    expect(await (await recorder.stop()).text()).toBe('half!');
  });

  it('that is cancelled lets the microphone go and says nothing more', async () => {
    const recorder = await begin();
    recorder.cancel();
    expect(stopTrack).toHaveBeenCalled();
    await Promise.resolve();
    vi.advanceTimersByTime(5000);
    expect(heard.tick).not.toHaveBeenCalled();
    expect(heard.ended).not.toHaveBeenCalled();
  });
});

describe('a voice note that cannot be recorded', () => {
  const refusing = (name: string) => ({ getUserMedia: () => Promise.reject(new DOMException('no', name)) });

  it.each([
    ['NotAllowedError', 'microphoneRefused'],
    ['SecurityError', 'microphoneRefused'],
    ['NotFoundError', 'noMicrophone'],
    ['NotReadableError', 'noMicrophone']
  ])('because of %s says %s', async (name, refused) => {
    expect(await recordVoice({ ...heard, mediaDevices: refusing(name), MediaRecorder })).toEqual({ refused });
  });

  it('says so where the page has no recorder, no microphones, or no kind of sound that we take', async () => {
    const absent = { refused: 'recorderAbsent' };
    expect(await recordVoice({ ...heard, mediaDevices: microphone, MediaRecorder: undefined })).toEqual(absent);
    expect(await recordVoice({ ...heard, mediaDevices: {} as never, MediaRecorder })).toEqual(absent);
    Recorder.types = ['audio/wav'];
    expect(await recordVoice({ ...heard, mediaDevices: microphone, MediaRecorder })).toEqual(absent);
  });

  it('leaves no microphone open where the recorder will not start', async () => {
    Recorder.fails = true;
    expect(await recordVoice({ ...heard, mediaDevices: microphone, MediaRecorder })).toEqual({
      refused: 'recorderAbsent'
    });
    expect(stopTrack).toHaveBeenCalledOnce();
  });
});

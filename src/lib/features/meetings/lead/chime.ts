const NOTES_HZ = [659.25, 523.25];
const NOTE_S = 0.9;

/** Two low, soft notes made on the spot: nothing to fetch, and too quiet to stop anybody in mid-sentence. */
export function createChime() {
  let audio: AudioContext | null = null;
  return {
    /** To be called from a tap: browsers let a page sound only after one. */
    wake() {
      try {
        audio ??= new AudioContext();
        void audio.resume();
      } catch {
        // A tablet without sound still has the clock.
      }
    },
    ring() {
      this.wake();
      if (!audio) return;
      for (const [n, pitch] of NOTES_HZ.entries()) {
        const at = audio.currentTime + n * 0.45;
        const [tone, gain] = [audio.createOscillator(), audio.createGain()];
        tone.frequency.value = pitch;
        gain.gain.setValueAtTime(0, at);
        gain.gain.linearRampToValueAtTime(0.12, at + 0.03);
        gain.gain.exponentialRampToValueAtTime(0.001, at + NOTE_S);
        tone.connect(gain).connect(audio.destination);
        tone.start(at);
        tone.stop(at + NOTE_S);
      }
    },
    end() {
      void audio?.close();
      audio = null;
    }
  };
}

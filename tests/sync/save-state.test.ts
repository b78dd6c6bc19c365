import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SaveCount } from '$lib/sync/save-state';

describe('what waits for the server', () => {
  it('is counted by record, and confirmed by the frame that carried it', () => {
    const count = new SaveCount();
    count.connected();
    count.sent(1, true);
    count.made(['entries/a']);
    count.sent(2, false);
    count.made(['entries/a', 'issues/b']);
    count.sent(3, false);
    expect(count.waiting).toBe(2);
    count.acknowledged(2);
    // The first change of `a` is on disk, its second is not.
    expect(count.waiting).toBe(2);
    count.acknowledged(3);
    expect(count.waiting).toBe(0);
  });

  it('is not confirmed by a frame that went out before all that was written offline', () => {
    const count = new SaveCount();
    count.made(['entries/offline']);
    count.connected();
    // A change typed in the gap before the server has asked for the whole.
    count.made(['entries/new']);
    count.sent(1, false);
    count.acknowledged(1);
    expect(count.records.sort()).toEqual(['entries/new', 'entries/offline']);
    count.sent(2, true);
    count.acknowledged(2);
    expect(count.waiting).toBe(0);
  });

  it('starts anew with each connection: an old connection’s frames confirm nothing', () => {
    const count = new SaveCount();
    count.connected();
    count.sent(1, true);
    count.made(['entries/a']);
    count.sent(2, false);
    count.connected();
    count.acknowledged(2);
    expect(count.waiting).toBe(1);
  });

  it('never says that something is on the server which is not, whatever happens in which order', () => {
    type Step = 'made' | 'connected' | 'whole' | 'frame' | 'acknowledged';
    const steps = fc.array(
      fc.tuple(fc.constantFrom<Step>('made', 'connected', 'whole', 'frame', 'acknowledged'), fc.nat(5))
    );
    fc.assert(
      fc.property(steps, (script) => {
        const count = new SaveCount();
        // The server of the model: what this connection's frames have carried to its disk, change by change.
        let changes: { record: string; onDisk: boolean }[] = [];
        let frames: number[] = [];
        let asked = false;
        let unsent = 0;
        count.connected();
        for (const [step, n] of script) {
          if (step === 'made') {
            changes = [...changes, { record: `entries/${n}`, onDisk: false }];
            count.made([`entries/${n}`]);
          } else if (step === 'connected') {
            frames = [];
            asked = false;
            // What the last connection did not carry to the end has to wait for the whole.
            unsent = changes.findIndex((change) => !change.onDisk);
            count.connected();
          } else if (step === 'whole' || step === 'frame') {
            asked ||= step === 'whole';
            frames.push(asked ? changes.length : Math.min(changes.length, Math.max(unsent, 0)));
            count.sent(frames.length, step === 'whole');
          } else {
            const upTo = Math.min(n, frames.length);
            const carried = Math.max(0, ...frames.slice(0, upTo));
            changes = changes.map((change, at) => (at < carried ? { ...change, onDisk: true } : change));
            count.acknowledged(upTo);
          }
          const waiting = new Set(changes.filter((change) => !change.onDisk).map((change) => change.record));
          for (const record of waiting) expect(count.records).toContain(record);
        }
      }),
      { numRuns: 500 }
    );
  });
});

import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refused } from '$lib/domain/refusal';
import { readAttachment } from '../../../server/attachments';
import { attachment } from '../../../server/attachments/tables';
import { caller } from '../../support/ground';
import { meetingToSendTo, picture, recording, sent } from './support';

/** A good file with some bytes changed, cut out, doubled or put in. */
const damage = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    kind: fc.constantFrom('flip', 'cut', 'double', 'insert'),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 40 })
  }),
  { minLength: 1, maxLength: 6 }
);

function broken(whole: Buffer, damages: { at: number; kind: string; bytes: Uint8Array }[]): Buffer {
  let now = whole;
  for (const { at, kind, bytes } of damages) {
    const from = Math.floor(at * (now.length - 1));
    const [before, after] = [now.subarray(0, from), now.subarray(from)];
    if (kind === 'flip') now = Buffer.concat([before, bytes, after.subarray(bytes.length)]);
    else if (kind === 'cut') now = Buffer.concat([before, after.subarray(bytes.length * 20)]);
    else if (kind === 'double') now = Buffer.concat([before, after, after]);
    else now = Buffer.concat([before, bytes, after]);
  }
  return now.length ? now : Buffer.from([0]);
}

describe('broken files at the upload door', () => {
  it('are shown whole and anew, or refused with nothing left of them; the door goes on', async () => {
    const { ground, meetingId } = await meetingToSendTo();
    const good = await Promise.all((['jpeg', 'png', 'webp'] as const).map((format) => picture(60, 40, format)));
    const facilitator = caller('facilitator');
    let [taken, unfit] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), damage, async (which, damages) => {
        const id = randomUUID();
        const result = await sent(ground, id, { meetingId, bytes: broken(good[which]!, damages) });
        const shown = await readAttachment(ground, facilitator, { id, size: 'large' });
        if (refused(result)) {
          expect(result).toEqual({ refused: 'upload/unfit' });
          expect(shown).toEqual({ refused: 'upload/absent' });
          unfit += 1;
        } else {
          expect(result.complete).toBe(true);
          expect(refused(shown) ? '' : shown.type).toBe('image/jpeg');
          taken += 1;
        }
        ground.wait(60_000);
        await ground.store.tx((q) => q.delete(attachment).run());
      }),
      { numRuns: 300 }
    );
    // Both ways were gone, or the test would prove nothing.
    expect(taken).toBeGreaterThan(0);
    expect(unfit).toBeGreaterThan(0);
    expect(readdirSync(path.join(ground.files.folder, 'partial'))).toEqual([]);
  });

  it('bytes of any kind under either name never break it', async () => {
    const { ground, meetingId } = await meetingToSendTo();
    const heads = [[0xff, 0xd8, 0xff], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], [...recording(12)], []];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...heads),
        fc.uint8Array({ minLength: 1, maxLength: 500 }),
        fc.constantFrom('photo', 'voice'),
        async (head, bytes, kind) => {
          const result = await sent(ground, randomUUID(), { meetingId, kind, bytes: Buffer.from([...head, ...bytes]) });
          expect(refused(result) ? result.refused : result.complete).toSatisfy(
            (one: unknown) => one === 'upload/unfit' || (one === true && kind === 'voice')
          );
          await ground.store.tx((q) => q.delete(attachment).run());
        }
      ),
      { numRuns: 200 }
    );
  });
});

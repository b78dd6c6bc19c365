import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { every } from '../../server/schedule';

const log = { error: vi.fn() };
beforeEach(() => {
  vi.useFakeTimers();
  log.error.mockReset();
});
afterEach(() => void vi.useRealTimers());

/** Work that ends when it is told to. */
function heldWork() {
  const ends: (() => void)[] = [];
  let most = 0;
  const work = vi.fn(async () => {
    await new Promise<void>((resolve) => {
      ends.push(resolve);
      most = Math.max(most, ends.length);
    });
  });
  const end = async () => {
    ends.shift()!();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { work, end, atOnce: () => most };
}

describe('what runs again and again', () => {
  it('runs at once or after the first pause, then after each pause, until it is stopped', async () => {
    const [now, late] = [vi.fn(async () => {}), vi.fn(async () => {})];
    const both = [every({ log }, 'now', 1000, now), every({ log }, 'late', 1000, late, { later: true })];
    await vi.advanceTimersByTimeAsync(0);
    expect([now.mock.calls.length, late.mock.calls.length]).toEqual([1, 0]);
    await vi.advanceTimersByTimeAsync(2000);
    expect([now.mock.calls.length, late.mock.calls.length]).toEqual([3, 2]);
    await Promise.all(both.map((one) => one.stop()));
    await vi.advanceTimersByTimeAsync(9000);
    expect([now.mock.calls.length, late.mock.calls.length]).toEqual([3, 2]);
  });

  it('never runs beside itself, however long a run takes; woken meanwhile, it runs once more right after', async () => {
    const { work, end, atOnce } = heldWork();
    const schedule = every({ log }, 'slow', 1000, work);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(work).toHaveBeenCalledTimes(1);
    schedule.wake();
    schedule.wake();
    await end();
    expect(work).toHaveBeenCalledTimes(2);
    await end();
    await vi.advanceTimersByTimeAsync(999);
    expect(work).toHaveBeenCalledTimes(2);
    schedule.wake();
    await vi.advanceTimersByTimeAsync(0);
    expect(work).toHaveBeenCalledTimes(3);
    expect(atOnce()).toBe(1);
  });

  it('goes on after a run that failed, and says so under its name', async () => {
    let n = 0;
    const schedule = every({ log }, 'reminder', 1000, async () => {
      if (n++ === 0) throw new Error('the disk was full');
    });
    await vi.advanceTimersByTimeAsync(1000);
    expect(n).toBe(2);
    expect(log.error.mock.calls.map(([, message]) => message)).toEqual(['reminder run failed']);
    await schedule.stop();
  });

  it('waits for the run that is under way when it is stopped, and begins none after', async () => {
    const { work, end } = heldWork();
    const schedule = every({ log }, 'slow', 1000, work);
    let stopped = false;
    const stop = schedule.stop().then(() => (stopped = true));
    schedule.wake();
    await vi.advanceTimersByTimeAsync(5000);
    expect(stopped).toBe(false);
    await end();
    await stop;
    await vi.advanceTimersByTimeAsync(5000);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('leaves a run out while somebody else has the lease', async () => {
    let mine = false;
    const work = vi.fn(async () => {});
    const schedule = every({ log }, 'leased', 1000, work, { mayRun: async () => mine });
    await vi.advanceTimersByTimeAsync(3000);
    expect(work).not.toHaveBeenCalled();
    mine = true;
    await vi.advanceTimersByTimeAsync(1000);
    expect(work).toHaveBeenCalledTimes(1);
    await schedule.stop();
  });
});

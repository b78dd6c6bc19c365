import type { QuarantineEntry } from './journal';
import { OverRate, PIECE_BYTES, type Limits } from './hub-limits';

/** What one document quarantines, on its way to the disk, and how much of it there is of each device. */
export class QuarantineQueue {
  private queue: QuarantineEntry[] = [];
  /** Null until something is quarantined. */
  private byDevice: Map<string, number> | null = null;

  constructor(
    private readonly limits: Pick<Limits, 'quarantineBytes' | 'quarantineDocumentBytes'>,
    /** How much stands on disk, by device. */
    private readonly stored: () => Map<string, number>
  ) {}

  /** False when the same is on its way already. Throws OverRate when there is no room. */
  put(entry: QuarantineEntry): boolean {
    if (this.queue.some(({ update }) => Buffer.compare(update, entry.update) === 0)) return false;
    const { deviceId } = entry.author;
    const size = entry.update.length + PIECE_BYTES;
    // The same thing quarantined at another time is counted again, though it is stored once: before refusing, look.
    if (!this.fits(deviceId, size)) this.byDevice = null;
    if (!this.fits(deviceId, size)) throw new OverRate('quarantine full');
    this.count(deviceId, size);
    this.queue.push(entry);
    return true;
  }

  get queued(): QuarantineEntry[] {
    return this.queue;
  }

  committed(): void {
    this.queue = [];
  }

  private fits(deviceId: string, size: number): boolean {
    if (!this.byDevice) {
      this.byDevice = this.stored();
      for (const { author, update } of this.queue) this.count(author.deviceId, update.length + PIECE_BYTES);
    }
    const own = this.byDevice.get(deviceId) ?? 0;
    const all = [...this.byDevice.values()].reduce((sum, bytes) => sum + bytes, 0);
    return own + size <= this.limits.quarantineBytes && all + size <= this.limits.quarantineDocumentBytes;
  }

  private count(deviceId: string, size: number): void {
    this.byDevice?.set(deviceId, (this.byDevice.get(deviceId) ?? 0) + size);
  }
}

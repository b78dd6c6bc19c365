/** Where one's own words are, as the tablet shows it. */
export interface Saved {
  /** On this tablet: all of them, not yet all, or it cannot. */
  kept: boolean | 'failed';
  /** Own records (lines, issues) with a change that the server has not confirmed. */
  waiting: number;
  /** Everything is on the server's disk. */
  onServer: boolean;
}

/**
 * Follows own changes on their way to the server, told by record, for a person counts lines and not keystrokes. A frame
 * confirms what had been written when it was sent, but only once this connection's answer to the server's first question
 * (which carries all that was written offline) has gone out.
 */
export class SaveCount {
  #made = 0;
  /** Record → number of its last change, while that is not confirmed. */
  #unconfirmed = new Map<string, number>();
  #whole = false;
  #sent: { frame: number; made: number }[] = [];

  get waiting(): number {
    return this.#unconfirmed.size;
  }

  /** The records that wait, to be remembered beyond this load. */
  get records(): string[] {
    return [...this.#unconfirmed.keys()];
  }

  made(records: Iterable<string>): void {
    this.#made++;
    for (const record of records) this.#unconfirmed.set(record, this.#made);
  }

  connected(): void {
    this.#whole = false;
    this.#sent = [];
  }

  sent(frame: number, whole: boolean): void {
    this.#whole ||= whole;
    if (this.#whole) this.#sent.push({ frame, made: this.#made });
  }

  /** The server has this connection's first `frames` frames on disk. */
  acknowledged(frames: number): void {
    let confirmed = -1;
    while (this.#sent[0] && this.#sent[0].frame <= frames) confirmed = this.#sent.shift()!.made;
    for (const [record, made] of this.#unconfirmed) if (made <= confirmed) this.#unconfirmed.delete(record);
  }
}

/** Of a message from a phone: two sentences, as one would say them standing up. */
export const LONGEST_MESSAGE = 140;
export const LONGEST_NAME = 20;

/**
 * What phones may do at one meeting. A whole meeting shares one address, so a device is the measure; the address and the
 * meeting only bound what a machine could do that makes itself a new device each time.
 */
export const PHONE_LIMITS = {
  /** What one device does in an hour, votes and changes of mind and all: a long agenda's worth for a person. */
  changesPerDevice: 60,
  /** Messages of one device at a meeting, and the least time between two. */
  messagesPerDevice: 10,
  messageEveryMs: 10_000,
  handsPerDevice: 10,
  /** Devices that take part from one address in an hour: more than any square holds. */
  devicesPerAddress: 600,
  messagesPerAddressPerHour: 600,
  messagesPerMeeting: 1_000,
  photosPerMeeting: 100,
  handsWaiting: 60,
  arrivalsPerMeeting: 1_000,
  supportsPerIssue: 3_000,
  votesPerPoll: 3_000
} as const;

/** A line as a phone may send it: no control characters, spaces joined, cut to its length. */
export function plainLine(typed: string, longest: number): string {
  const plain = typed
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  return [...plain].slice(0, longest).join('').trim();
}

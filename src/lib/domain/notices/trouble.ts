/** Why something did not go out, in words without anything personal; `words/notices.ts` says each in a sentence. */
export const TROUBLES = [
  /** The name of the host is not known. */
  'dns',
  /** The address lies inside a network: this machine, a local network. */
  'inside',
  /** The host is not on the list. */
  'host',
  'unreachable',
  'tls',
  'timeout',
  'redirect',
  'too-large',
  /** It answered something that is none of its answers. */
  'unreadable',
  'http',
  'slowed',
  'key',
  'signature',
  'keyword',
  'ip',
  'content',
  'vendor',
  /** The mail server's password. */
  'mail-sign-in',
  'mail-refused',
  'mail-later',
  /** What is kept secret of the channel cannot be read with this key. */
  'secret',
  /** The channel was closed or taken away. */
  'shut',
  /** The process ended, or broke, in the middle of it. */
  'broken-off'
] as const;
export type Trouble = (typeof TROUBLES)[number];

export function isTrouble(text: string): text is Trouble {
  return (TROUBLES as readonly string[]).includes(text);
}

/** What came of one try. `final`: trying again would change nothing. */
export type Outcome =
  | { sent: true }
  | {
      sent: false;
      trouble: Trouble;
      /** What the other side called it: an HTTP status, an error code. */
      code: number | null;
      final: boolean;
      /** ms it asked us to wait. */
      wait: number;
    };

export const SENT: Outcome = { sent: true };

export function failed(
  trouble: Trouble,
  { code = null, final = false, wait = 0 }: { code?: number | null; final?: boolean; wait?: number } = {}
): Outcome {
  return { sent: false, trouble, code, final, wait };
}

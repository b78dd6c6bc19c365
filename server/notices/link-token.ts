import { timingSafeEqual } from 'node:crypto';
import type { Sealer } from './secret-key';

/** What a link in a letter may do: say that the address is mine; say that I want no more letters. */
export type LinkPurpose = 'confirm' | 'off';

/** A confirmation is wanted soon; the way out of letters stays open. */
export const CONFIRM_MS = 7 * 86_400_000;

/** A link that names a channel and cannot be made by anybody else; kept nowhere. `until` in ms, 0: without end. */
export function writeLink(
  sealer: Sealer,
  purpose: LinkPurpose,
  { communityId, id }: { communityId: string; id: string },
  until = 0
): string {
  const body = Buffer.from(JSON.stringify([communityId, id, until])).toString('base64url');
  return `${body}.${sealer.mac(`link ${purpose} ${body}`)}`;
}

/** The channel that a link names; null where it is not ours, for something else, or too old. */
export function readLink(
  sealer: Sealer,
  purpose: LinkPurpose,
  token: string,
  now: number
): { communityId: string; id: string } | null {
  const [body, mac, ...more] = token.split('.');
  if (!body || !mac || more.length || token.length > 500) return null;
  const right = Buffer.from(sealer.mac(`link ${purpose} ${body}`));
  const input = Buffer.from(mac);
  if (input.length !== right.length || !timingSafeEqual(input, right)) return null;
  const [communityId, id, until] = JSON.parse(Buffer.from(body, 'base64url').toString()) as [string, string, number];
  return until === 0 || now <= until ? { communityId, id } : null;
}

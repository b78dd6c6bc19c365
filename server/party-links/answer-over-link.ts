import type { LinkMeasure } from './measure';
import { and, eq, sql } from 'drizzle-orm';
import { isDay } from '$lib/domain/meetings/days';
import { isLinkAct, LONGEST_ANSWER, WORDLESS, type LinkAct } from '$lib/domain/party-links/link';
import { plainLine } from '$lib/domain/phones/phone-limits';
import { refused, type Refusal } from '$lib/domain/refusal';
import { today } from '../community';
import type { Attachments } from '../attachments';
import { actOnItem, keepItemPhoto, type PhotoPhase, type Hearing } from '../ledger';
import type { Ground } from '../ground';
import { lastOverLink, linkItem, type LinkedItemPage } from './link-items';
import { openLink, type OpenedLink } from './open-link';
import { partyLink } from './tables';

export interface LinkAnswer {
  itemId: string;
  act: string;
  text: string;
  /** YYYY-MM-DD: until when more time is asked for; empty otherwise */
  day: string;
  /** The item's version that the page showed. */
  version: number;
  /** Bytes of a picture as the phone sends it. */
  picture: Buffer | null;
}

type Deps = Pick<Ground, 'store' | 'now'> & Hearing & { linkMeasure: LinkMeasure; attachments: Attachments };

/** A second tap comes within minutes. */
const SAME_MS = 10 * 60_000;
/** Where a picture says it all. */
const SEE_PICTURE = '见照片';

const PHASE: Record<LinkAct, PhotoPhase> = {
  accept: 'before',
  'accept-part': 'before',
  return: 'before',
  'return-part': 'before',
  ask: 'during',
  note: 'during',
  finish: 'after',
  'finish-part': 'after'
};

/** Does what a party says over its link (rules P4 to P6). Returns the act that was done. */
export async function answerOverLink(s: Deps, token: string, options: LinkAnswer): Promise<{ act: LinkAct } | Refusal> {
  const link = await openLink(s, token, 'act');
  if (refused(link)) return link;
  const { act, itemId, version } = options;
  if (!isLinkAct(act)) return { refused: 'item/not-now' };
  const text = plainLine(options.text, LONGEST_ANSWER);
  const pictured = options.picture && ['note', 'finish', 'finish-part'].includes(act);
  const reason = text || (pictured ? SEE_PICTURE : '');
  if (await saidBefore(s, link, itemId, { act, reason })) return { act };
  const page = await linkItem(s, link, itemId);
  if (refused(page)) return page;
  if (!page.acts.includes(act)) return { refused: page.version === version ? 'item/not-now' : 'item/changed' };
  const fields = await lacking(s, link, page, { act, reason, day: options.day });
  if (fields) return { refused: 'input/invalid', fields };
  // Over what somebody has changed meanwhile nothing is done, and no picture is kept for it.
  const photos = page.version === version ? await keep(s, link, { itemId, act, picture: options.picture }) : [];
  if (refused(photos)) return photos;
  const done = await actOnItem(s, link.caller, {
    itemId,
    act,
    version,
    photos,
    input: {
      ...(reason && { reason }),
      ...(act === 'ask' && { ask: { what: 'extend' as const, day: options.day } }),
      ...(act.endsWith('-part') && { partyId: link.party.id })
    }
  });
  if (refused(done)) return done;
  await s.store.tx((q) =>
    q
      .update(partyLink)
      .set({ acts: sql`${partyLink.acts} + 1` })
      .where(and(eq(partyLink.communityId, link.community.id), eq(partyLink.id, link.id)))
      .run()
  );
  return { act };
}

/** The same words for the same item, just now: a second tap, and not a second answer (rule P5). */
async function saidBefore(
  s: Deps,
  link: OpenedLink,
  itemId: string,
  { act, reason }: { act: LinkAct; reason: string }
): Promise<boolean> {
  const last = await lastOverLink(s, link, itemId);
  if (last?.act !== act || last.reason !== reason) return false;
  return s.now().getTime() - Date.parse(last.at) < SAME_MS;
}

async function lacking(
  s: Deps,
  link: OpenedLink,
  page: LinkedItemPage,
  { act, reason, day }: { act: LinkAct; reason: string; day: string }
): Promise<Refusal['fields'] | null> {
  const fields: NonNullable<Refusal['fields']> = {};
  if (!reason && !WORDLESS.includes(act)) fields.text = 'field/missing';
  if (act === 'ask') {
    const now = await today(s, link.community.id);
    if (!day) fields.day = 'field/missing';
    // More time is a day after the one there is.
    else if (!isDay(day) || day <= now || (page.day !== null && day <= page.day)) fields.day = 'field/unfit';
  }
  return Object.keys(fields).length ? fields : null;
}

async function keep(
  s: Deps,
  link: OpenedLink,
  { itemId, act, picture }: { itemId: string; act: LinkAct; picture: Buffer | null }
): Promise<string[] | Refusal> {
  if (!picture) return [];
  const seconds = s.linkMeasure.take(link.id, 'picture');
  if (seconds) return { refused: 'link/slowed', with: { seconds } };
  const kept = await keepItemPhoto(s, link.caller, { itemId, phase: PHASE[act], bytes: picture });
  return refused(kept) ? kept : [kept.id];
}

import { may } from '$lib/domain/identity/role';
import type { OwnAct } from '$lib/domain/ledger/acts';
import { refused } from '$lib/domain/refusal';
import { listParties, listVenues, today } from '$server/community';
import {
  actOnItem,
  amendItem,
  decideLateChange,
  dueChoices,
  eventView,
  getItem,
  itemByNumber,
  listItemPhotos,
  mergeItems,
  splitItem,
  unmergeItem
} from '$server/ledger';
import { saidOfItem } from '$server/meetings';
import { orError, refuse, signedIn, text } from '../../answer';
import { itemLine } from '../lines';
import { actFrom, typedInto } from './act-form';
import { keepActPhotos } from './act-photos';
import type { Action, Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const caller = signedIn(locals);
  const { services, locale } = locals;
  const found = orError(await getItem(services, caller, params.id), locale);
  const { detail, tier, answer, channel, raisedBy, supporters, createdAt, updatedAt } = found;
  const { meeting, entries, photos } = await saidOfItem(services, caller, found);
  const { version, venueId, limitOn, firstDueOn, acceptBy, reviewOn, sure, asked, level, returns, reworks } = found;
  const { chases, rating, parts, into, from, absorbed, acts } = found;
  const pictures = orError(await listItemPhotos(services, caller, params.id), locale);
  const writes = may(caller.role, 'ledger/write');
  const parties = writes ? await listParties(services, caller.communityId) : [];
  const named = Object.fromEntries(parties.map(({ id, name }) => [id, name]));
  return {
    item: {
      ...itemLine(found),
      detail,
      tier,
      answer,
      channel,
      raisedBy,
      supporters,
      createdAt,
      updatedAt,
      meeting,
      version,
      venueId,
      limitOn,
      firstDueOn,
      acceptBy,
      reviewOn,
      sure,
      asked,
      level,
      returns,
      reworks,
      chases,
      rating,
      parts,
      into,
      from,
      absorbed,
      acts,
      quotes: entries,
      photos: photos.map(({ id, kind, takenAt, stored }) => ({
        id,
        kind,
        takenAt,
        here: stored !== null,
        width: stored?.width ?? null,
        height: stored?.height ?? null
      })),
      events: found.events.map((event) => ({
        ...eventView(event, found.names),
        photos: pictures
          .filter(({ eventSeq }) => eventSeq === event.seq)
          .map(({ id, width, height }) => ({ id, width, height }))
      })),
      lateChanges: found.lateChanges.map((change) => ({ ...change, itemId: found.id, names: named }))
    },
    choices: {
      ...(await dueChoices(services, caller.communityId, found)),
      parties: parties.map(({ id, name, title }) => ({ id, name, title })),
      venues: writes ? (await listVenues(services, caller.communityId)).map(({ id, name }) => ({ id, name })) : []
    },
    rights: { decide: writes, openMeeting: may(caller.role, 'meetings/read') }
  };
};

/** The version that the person saw; none where the form does not say. */
const seen = (form: FormData) => Number(text(form, 'version')) || undefined;

/** What the page is told of an act: that it was done, or which form to show again, why, and with what was filled in. */
function told(result: unknown, locale: App.Locals['locale'], act: string, form: FormData, kept: string[] = []) {
  return refused(result) ? refuse(result, locale, { act, typed: typedInto(form), kept }) : { done: true };
}

/** What has a verb of its own has an action of its own. */
export const actions: Actions & Record<OwnAct, Action> = {
  act: async ({ request, locals, params }) => {
    const caller = signedIn(locals);
    const { services, locale } = locals;
    const form = await request.formData();
    const options = actFrom(form, await today(services, caller.communityId));
    if (!options) return refuse({ refused: 'input/invalid' }, locale, { act: '', typed: typedInto(form), kept: [] });
    const { act, input } = options;
    const { kept: photos, refusal } = await keepActPhotos(services, caller, { itemId: params.id, act, form });
    const doing = { itemId: params.id, act, input, version: seen(form), photos };
    return told(refusal ?? (await actOnItem(services, caller, doing)), locale, act, form, photos);
  },
  amend: async ({ request, locals, params }) => {
    const caller = signedIn(locals);
    const form = await request.formData();
    const [title, detail] = [text(form, 'title'), text(form, 'detail').replaceAll('\r\n', '\n')];
    const [category, tier, venueId] = [text(form, 'category'), text(form, 'tier'), text(form, 'venueId') || null];
    const words = { title, detail, category, tier, venueId };
    const input = { itemId: params.id, version: seen(form), ...words };
    return told(await amendItem(locals.services, caller, input), locals.locale, 'amend', form);
  },
  merge: async ({ request, locals, params }) => {
    const caller = signedIn(locals);
    const { services, locale } = locals;
    const form = await request.formData();
    const into = await itemByNumber(services, caller, text(form, 'into'));
    const result = refused(into)
      ? into
      : await mergeItems(services, caller, { itemId: params.id, intoId: into.id, version: seen(form) });
    return told(result, locale, 'merge', form);
  },
  unmerge: async ({ request, locals, params }) => {
    const caller = signedIn(locals);
    const form = await request.formData();
    const input = { itemId: params.id, reason: text(form, 'reason'), version: seen(form) };
    return told(await unmergeItem(locals.services, caller, input), locals.locale, 'unmerge', form);
  },
  split: async ({ request, locals, params }) => {
    const caller = signedIn(locals);
    const form = await request.formData();
    const [title, reason] = [text(form, 'title'), text(form, 'reason')];
    const input = { itemId: params.id, title, detail: '', reason, version: seen(form) };
    return told(await splitItem(locals.services, caller, input), locals.locale, 'split', form);
  },
  late: async ({ request, locals }) => {
    const caller = signedIn(locals);
    const form = await request.formData();
    const result = await decideLateChange(locals.services, caller, {
      itemId: text(form, 'itemId'),
      field: text(form, 'field'),
      decision: text(form, 'decision') === 'take' ? 'take' : 'keep',
      // A form sends line ends as two characters.
      tabletValue: String(form.get('tabletValue') ?? '').replaceAll('\r\n', '\n')
    });
    return refused(result) ? refuse(result, locals.locale) : { decided: true };
  }
};

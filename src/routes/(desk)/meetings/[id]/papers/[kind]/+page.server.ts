import { error } from '@sveltejs/kit';
import { may } from '$lib/domain/identity/role';
import { PAPER_KINDS, type PaperKind } from '$lib/domain/papers/paper';
import { refused, type Refusal } from '$lib/domain/refusal';
import { refusalSentence } from '$lib/words/refusals';
import {
  decideFindings,
  draftPaper,
  getPaper,
  movePaper,
  objectToPaper,
  publishPaper,
  rewordPaper,
  withdrawPaper
} from '$server/papers';
import { orError, refuse, signedIn, text } from '../../../../answer';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

function kindOf({ params, locals }: Pick<RequestEvent, 'params' | 'locals'>): PaperKind {
  const kind = PAPER_KINDS.find((kind) => kind === params.kind);
  if (!kind) error(404, { message: refusalSentence({ refused: 'page/absent' }, locals.locale) });
  return kind;
}

export const load: PageServerLoad = async (event) => {
  const { locals, params, url } = event;
  const caller = signedIn(locals);
  const asked = Number(url.searchParams.get('version'));
  const version = Number.isInteger(asked) && asked > 0 ? asked : null;
  const found = orError(await getPaper(locals.services, caller, params.id, kindOf(event), version), locals.locale);
  const { meeting, ...state } = found;
  return {
    ...state,
    meeting: { id: meeting.id, title: meeting.title, code: meeting.code },
    newest: version === null || version === found.versions[0]?.version,
    rights: { write: may(caller.role, 'meetings/write'), office: may(caller.role, 'office') }
  };
};

/** One step with the paper of this page; the version that its maker saw comes with the form. */
async function step(
  event: RequestEvent,
  about: string,
  work: (paper: { meetingId: string; kind: PaperKind }, seen: number, form: FormData) => Promise<unknown | Refusal>
) {
  const { locals, params, request } = event;
  const form = await request.formData();
  const done = await work({ meetingId: params.id, kind: kindOf(event) }, Number(text(form, 'seen')), form);
  return refused(done)
    ? refuse(done, locals.locale, { about, typed: Object.fromEntries(textsIn(form)) })
    : { done: about };
}

/** The places of a paper as a form has them: `text:<place>`. */
function textsIn(form: FormData): [string, string][] {
  return [...form].flatMap(([name, value]) =>
    name.startsWith('text:') && typeof value === 'string' ? [[name.slice(5), value.replace(/\r\n/g, '\n')]] : []
  );
}

export const actions: Actions = {
  draft: (event) =>
    step(event, 'draft', (paper) =>
      draftPaper(event.locals.services, signedIn(event.locals), paper, event.locals.locale)
    ),
  reword: (event) =>
    step(event, 'reword', (paper, seen, form) =>
      rewordPaper(event.locals.services, signedIn(event.locals), paper, seen, Object.fromEntries(textsIn(form)))
    ),
  send: (event) =>
    step(event, 'send', (paper, seen) =>
      movePaper(event.locals.services, signedIn(event.locals), paper, seen, 'objections')
    ),
  object: (event) =>
    step(event, 'object', (paper, _seen, form) =>
      objectToPaper(event.locals.services, signedIn(event.locals), paper, {
        who: text(form, 'who'),
        text: text(form, 'objection')
      })
    ),
  final: (event) =>
    step(event, 'final', (paper, seen) =>
      movePaper(event.locals.services, signedIn(event.locals), paper, seen, 'final')
    ),
  decide: (event) =>
    step(event, 'decide', (paper, seen, form) => {
      const decided: Record<string, 'mask' | 'keep'> = {};
      for (const [name, value] of form)
        if (name.startsWith('find:') && (value === 'mask' || value === 'keep')) decided[name.slice(5)] = value;
      return decideFindings(event.locals.services, signedIn(event.locals), paper, seen, decided);
    }),
  publish: (event) =>
    step(event, 'publish', (paper, seen) => publishPaper(event.locals.services, signedIn(event.locals), paper, seen)),
  withdraw: (event) =>
    step(event, 'withdraw', (paper) => withdrawPaper(event.locals.services, signedIn(event.locals), paper))
};

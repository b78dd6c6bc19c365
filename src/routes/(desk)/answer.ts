import { error, fail } from '@sveltejs/kit';
import { may, type Permission } from '$lib/domain/identity/role';
import { REFUSALS, refused, type Refusal } from '$lib/domain/refusal';
import type { Locale } from '$lib/words/dictionary';
import { refusalSentence } from '$lib/words/refusals';
import type { Caller } from '$server/identity/caller';

/** A refused form: its status, the sentence, a sentence a field, and what was filled in. */
export function refuse<T extends object>(refusal: Refusal, locale: Locale, input?: T) {
  const fields = Object.fromEntries(
    Object.entries(refusal.fields ?? {}).map(([name, key]) => [name, refusalSentence({ refused: key }, locale)])
  );
  return fail(REFUSALS[refusal.refused], { error: refusalSentence(refusal, locale), fields, ...(input as T) });
}

/** What was asked for, or the error page with the refusal's sentence. */
export function orError<T>(result: T | Refusal, locale: Locale): T {
  if (refused(result)) error(REFUSALS[result.refused], { message: refusalSentence(result, locale), refusal: result });
  return result as T;
}

/** The caller of an action; layouts guard pages, an action is on its own. */
export function signedIn(locals: App.Locals): Caller {
  if (!locals.caller)
    error(401, {
      message: refusalSentence({ refused: 'sign-in/required' }, locals.locale),
      refusal: { refused: 'sign-in/required' }
    });
  return locals.caller;
}

/** The caller of a page that not everybody may open; whoever may not gets the error page. */
export function permitted(locals: App.Locals, permission: Permission): Caller {
  const caller = signedIn(locals);
  return orError<Caller>(may(caller.role, permission) ? caller : { refused: 'right/missing' }, locals.locale);
}

/** One text of a form, trimmed; empty when it was not sent. */
export function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

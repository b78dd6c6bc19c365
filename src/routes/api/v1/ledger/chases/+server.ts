import { refused } from '$lib/domain/refusal';
import { answer, forCaller, problemOf, readJson, schemas } from '$server/api';
import { chaseItems } from '$server/ledger';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const input = await readJson(event.request, schemas.chasesInput);
    if (refused(input)) return input;
    const { services, locale } = event.locals;
    const { ids, reason } = input.value;
    const results = await chaseItems(services, caller, ids, { reason });
    if (refused(results)) return results;
    return answer(event, {
      results: results.map(({ id, number, refusal }) => {
        const why = refusal && problemOf(refusal, locale);
        return { id, number, chased: !why, type: why?.type ?? null, detail: why?.detail ?? null };
      })
    });
  });

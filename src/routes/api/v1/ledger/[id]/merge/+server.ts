import { refused } from '$lib/domain/refusal';
import { answerAct, forCaller, readJson, schemas } from '$server/api';
import { mergeItems } from '$server/ledger';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const input = await readJson(event.request, schemas.mergeInput);
    if (refused(input)) return input;
    const options = { itemId: event.params.id, ...input.value };
    return answerAct(event, await mergeItems(event.locals.services, caller, options));
  });

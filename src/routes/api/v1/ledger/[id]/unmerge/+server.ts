import { refused } from '$lib/domain/refusal';
import { answerAct, forCaller, readJson, schemas } from '$server/api';
import { unmergeItem } from '$server/ledger';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const input = await readJson(event.request, schemas.unmergeInput);
    if (refused(input)) return input;
    const options = { itemId: event.params.id, ...input.value };
    return answerAct(event, await unmergeItem(event.locals.services, caller, options));
  });

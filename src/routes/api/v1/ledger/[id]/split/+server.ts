import { refused } from '$lib/domain/refusal';
import { answerAct, forCaller, readJson, schemas } from '$server/api';
import { splitItem } from '$server/ledger';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const input = await readJson(event.request, schemas.splitInput);
    if (refused(input)) return input;
    const { detail = '', ...options } = input.value;
    const made = await splitItem(event.locals.services, caller, { itemId: event.params.id, detail, ...options });
    return answerAct(event, made, 201);
  });

import { refused } from '$lib/domain/refusal';
import { actView, answer, answerAct, forCaller, itemPageView, readJson, schemas } from '$server/api';
import { amendItem, getItem } from '$server/ledger';
import { saidOfItem } from '$server/meetings';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const item = await getItem(event.locals.services, caller, event.params.id);
    if (refused(item)) return item;
    return answer(event, itemPageView(item, await saidOfItem(event.locals.services, caller, item)));
  });

export const PATCH: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const input = await readJson(event.request, schemas.amendInput);
    if (refused(input)) return input;
    const { services } = event.locals;
    const done = await amendItem(services, caller, { itemId: event.params.id, ...input.value });
    if (done) return answerAct(event, done);
    // Nothing differed: it stands as it stood.
    const item = await getItem(services, caller, event.params.id);
    return refused(item) ? item : answer(event, actView(item));
  });

import { refused } from '$lib/domain/refusal';
import { actInputOf, answerAct, forCaller, readJson, schemas } from '$server/api';
import { today } from '$server/community';
import { actOnItem } from '$server/ledger';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const options = await readJson(event.request, schemas.actInput);
    if (refused(options)) return options;
    const { services } = event.locals;
    const { act, version, photos } = options.value;
    const input = actInputOf(options.value, await today(services, caller.communityId));
    return answerAct(
      event,
      await actOnItem(services, caller, { itemId: event.params.id, act, input, version, photos })
    );
  });

import { refused } from '$lib/domain/refusal';
import { forCaller, readQuery, schemas } from '$server/api';
import { giveItemPhoto } from '$server/ledger';
import { fileResponse } from '../../../../../file-response';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const query = readQuery(event.url, schemas.photoFileQuery);
    if (refused(query)) return query;
    const found = await giveItemPhoto(event.locals.services, caller, event.params.id, query.value.size ?? 'large');
    return refused(found) ? found : fileResponse(found, event.request);
  });

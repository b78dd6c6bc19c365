import { refused } from '$lib/domain/refusal';
import { LARGEST } from '$lib/domain/attachments/upload-limits';
import { answer, forCaller, readBytes, readQuery, schemas } from '$server/api';
import { keepItemPhoto, listItemPhotos } from '$server/ledger';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const photos = await listItemPhotos(event.locals.services, caller, event.params.id);
    if (refused(photos)) return photos;
    return answer(event, { photos: photos.map(({ by: _, ...photo }) => photo) });
  });

export const POST: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const bytes = await readBytes(event.request, LARGEST.photo);
    const query = readQuery(event.url, schemas.photoQuery);
    if (refused(query)) return query;
    if (!/^image\//i.test(event.request.headers.get('content-type') ?? '')) return { refused: 'phones/picture-unfit' };
    if (bytes === null) return { refused: 'phones/picture-large' };
    const kept = await keepItemPhoto(event.locals.services, caller, {
      itemId: event.params.id,
      phase: query.value.phase,
      bytes
    });
    return refused(kept) ? kept : answer(event, kept, 201);
  });

import { refused, type Refusal } from '$lib/domain/refusal';
import { answer, forCaller, judge, problemResponse, readQuery, schemas } from '$server/api';
import { takePiece, uploadState, type Taken } from '$server/attachments';
import type { Caller } from '$server/identity/caller';
import { MEETING_OWNER } from '$server/meetings';
import type { RequestEvent, RequestHandler } from './$types';

// The manner of “Resumable Uploads for HTTP” (draft-ietf-httpbis-resumable-upload): HEAD asks how far it is, PATCH adds.

const stateOf = ({ offset, complete }: Taken) => ({
  'upload-offset': String(offset),
  'upload-complete': complete ? '?1' : '?0'
});

export const HEAD: RequestHandler = (event) =>
  forCaller(event, async (caller) => {
    const id = schemas.uuid.safeParse(event.params.id);
    const state = id.success ? await uploadState(event.locals.services, caller, id.data) : null;
    if (!state) return { refused: 'upload/absent' };
    return new Response(null, { headers: { ...stateOf(state), 'cache-control': 'no-store' } });
  });

export const PATCH: RequestHandler = async (event) => {
  const response = await forCaller(event, (caller) => take(event, caller));
  // A body left lying costs the tablet its connection, and with it the answer.
  await drain(event.request);
  return response;
};

async function take({ request, url, locals, params }: RequestEvent, caller: Caller): Promise<Response | Refusal> {
  const id = judge(schemas.uuid, params.id);
  if (refused(id)) return { refused: 'upload/absent' };
  if (request.headers.get('content-type') !== 'application/partial-upload')
    return { refused: 'input/invalid', fields: { 'content-type': 'field/unfit' } };
  const query = readQuery(url, schemas.uploadQuery);
  if (refused(query)) return query;
  const head = judge(schemas.uploadHeaders, { 'upload-offset': request.headers.get('upload-offset') ?? undefined });
  if (refused(head)) return head;
  const { meeting: ownerId, kind, length, takenAt, entry: entryId = null, issue: issueId = null } = query.value;
  const taken = await takePiece(locals.services, caller, {
    id: id.value,
    ownerKind: MEETING_OWNER,
    ownerId,
    kind,
    length,
    about: { entryId, issueId },
    body: request.body,
    takenAt: new Date(takenAt).toISOString(),
    offset: head.value['upload-offset']
  });
  if (!refused(taken)) return answer({ locals, url }, taken, 200, stateOf(taken));
  const response = problemResponse(taken, locals.locale, url.pathname);
  if (taken.refused === 'upload/offset') response.headers.set('upload-offset', String(taken.with?.offset));
  return response;
}

async function drain({ body }: Request): Promise<void> {
  if (!body || body.locked) return;
  const reader = body.getReader();
  while (!(await reader.read().catch(() => ({ done: true }))).done);
}

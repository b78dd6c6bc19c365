import type { AttachedFile } from '$server/attachments';

/** A part of the file, as players of sound ask for it (RFC 9110 §14); null where it is another kind of range. */
function rangeOf(header: string | null, length: number): { from: number; to: number } | null {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === undefined) return null;
  const range = { from: Number(from), to: Math.min(to ? Number(to) : length - 1, length - 1) };
  return range.from <= range.to ? range : null;
}

/** A picture or a voice note as an answer. What a stranger made is shown in a box of its own. */
export function fileResponse(found: AttachedFile, request: Request): Response {
  const etag = `"${found.sha256}"`;
  const headers = {
    etag,
    'content-type': found.type,
    // Asked again each time: on a shared tablet the next person may have no right to it.
    'cache-control': 'private, no-cache',
    'content-disposition': 'inline',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'accept-ranges': 'bytes'
  };
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
  const { length } = found.bytes;
  const range = rangeOf(request.headers.get('range'), length);
  const part = range ? found.bytes.subarray(range.from, range.to + 1) : found.bytes;
  return new Response(new Uint8Array(part), {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      'content-length': String(part.length),
      ...(range ? { 'content-range': `bytes ${range.from}-${range.to}/${length}` } : {})
    }
  });
}

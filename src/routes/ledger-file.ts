import { Readable } from 'node:stream';
import type { ItemsFile } from '$server/imports';

/** A file of the ledger as an answer, made while it is sent: whoever breaks off ends the making. */
export function ledgerFile(file: ItemsFile, as: 'xlsx' | 'csv'): Response {
  return new Response(Readable.toWeb(Readable.from(file.content)) as ReadableStream, {
    headers: {
      'content-type': file.type,
      'content-disposition': `attachment; filename="ledger.${as}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'cache-control': 'private, no-store'
    }
  });
}

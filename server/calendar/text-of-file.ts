const LARGEST = 200_000;

/** A file's text: UTF-8, or GB18030 as a Chinese Excel saves its CSV; null where it is too large to be a year's days. */
export function textOfFile(bytes: Uint8Array): string | null {
  if (bytes.length > LARGEST) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

import { crc32, createInflateRaw } from 'node:zlib';
import { MOST_UNPACKED } from '$lib/domain/import/import-limits';
import { Unreadable } from '../unreadable';

interface Entry {
  method: number;
  crc: number;
  packed: number;
  at: number;
  encrypted: boolean;
}

/** A zip archive in memory. What it unpacks to is counted as it comes: what its heads say of sizes is believed by nobody. */
export interface Zip {
  has(name: string): boolean;
  /** A file's text piece by piece. */
  text(name: string): AsyncGenerator<string>;
}

const MOST_ENTRIES = 10_000;
const END = 0x06054b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;

/** Reads the directory. Throws Unreadable for what is no archive, or encrypted, or over the limits. */
export function openZip(bytes: Buffer, most = MOST_UNPACKED): Zip {
  const entries = directoryOf(bytes);
  let left = most;
  return {
    has: (name) => entries.has(name),
    async *text(name) {
      const entry = entries.get(name);
      if (!entry) throw new Unreadable('import/unreadable');
      const decoder = new TextDecoder('utf-8');
      let crc = 0;
      for await (const piece of unpack(bytes, entry)) {
        left -= piece.length;
        if (left < 0) throw new Unreadable('import/too-large');
        crc = crc32(piece, crc);
        yield decoder.decode(piece, { stream: true });
      }
      // A file that broke on its way is not half a ledger.
      if (crc !== entry.crc) throw new Unreadable('import/unreadable');
      yield decoder.decode();
    }
  };
}

function directoryOf(bytes: Buffer): Map<string, Entry> {
  const unreadable = new Unreadable('import/unreadable');
  const from = Math.max(0, bytes.length - 65_557);
  let end = bytes.length - 22;
  while (end >= from && bytes.readUInt32LE(end) !== END) end--;
  if (end < from || end < 0) throw unreadable;
  const count = bytes.readUInt16LE(end + 10);
  if (count > MOST_ENTRIES) throw unreadable;
  let at = bytes.readUInt32LE(end + 16);
  const entries = new Map<string, Entry>();
  for (let n = 0; n < count; n++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== DIRECTORY) throw unreadable;
    const [name, extra, comment] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place)) as [
      number,
      number,
      number
    ];
    const entry = {
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      at: bytes.readUInt32LE(at + 42),
      encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1
    };
    // Some writers name parts with a backslash or a slash before them.
    const path = bytes
      .toString('utf8', at + 46, at + 46 + name)
      .replaceAll('\\', '/')
      .replace(/^\//, '');
    entries.set(path, entry);
    at += 46 + name + extra + comment;
  }
  return entries;
}

async function* unpack(bytes: Buffer, { method, packed, at, encrypted }: Entry): AsyncGenerator<Buffer> {
  if (encrypted) throw new Unreadable('import/locked');
  if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== LOCAL || (method !== 0 && method !== 8))
    throw new Unreadable('import/unreadable');
  const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  const content = bytes.subarray(start, start + packed);
  if (content.length < packed) throw new Unreadable('import/unreadable');
  if (method === 0) return void (yield content);
  const inflate = createInflateRaw({ chunkSize: 64 * 1024 });
  inflate.end(content);
  try {
    for await (const piece of inflate) yield piece as Buffer;
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      throw new Unreadable('import/unreadable');
    throw error;
  } finally {
    inflate.destroy();
  }
}

import { once } from 'node:events';
import { crc32, createDeflateRaw } from 'node:zlib';

/** A file of an archive that is written as it is made. */
export interface ZipEntry {
  name: string;
  content: AsyncIterable<string> | Iterable<string>;
}

const VERSION = 20;
/** Sizes and checksum follow the content; names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;
/** 1 January 1980: an archive of the same lines is the same file. */
const DATE = 0x21;
/** What is gathered before it is packed: many small pieces would each wait for a thread. */
const GATHERED = 64 * 1024;

interface Written {
  name: Buffer;
  crc: number;
  packed: number;
  size: number;
  at: number;
}

/** A zip archive piece by piece: nothing of it is kept but its directory. Packing happens beside the event loop. */
export async function* zipStream(entries: Iterable<ZipEntry>): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let at = 0;
  for (const entry of entries) {
    const one: Written = { name: Buffer.from(entry.name), crc: 0, packed: 0, size: 0, at };
    const head = localHead(one.name);
    yield head;
    for await (const piece of pack(entry.content, one)) {
      one.packed += piece.length;
      yield piece;
    }
    const tail = Buffer.alloc(16);
    [0x08074b50, one.crc, one.packed, one.size].forEach((value, n) => tail.writeUInt32LE(value, n * 4));
    yield tail;
    at += head.length + one.packed + tail.length;
    written.push(one);
  }
  const directory = Buffer.concat(written.map(directoryLine));
  yield directory;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(written.length, 8);
  end.writeUInt16LE(written.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  yield end;
}

async function* pack(content: ZipEntry['content'], counts: Written): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw({ level: 6 });
  const feeding = (async () => {
    let gathered = '';
    const feed = async () => {
      const bytes = Buffer.from(gathered);
      gathered = '';
      counts.crc = crc32(bytes, counts.crc);
      counts.size += bytes.length;
      if (!deflate.write(bytes)) await once(deflate, 'drain');
    };
    for await (const piece of content) {
      gathered += piece;
      if (gathered.length >= GATHERED) await feed();
    }
    if (gathered) await feed();
    deflate.end();
  })();
  feeding.catch((error: Error) => deflate.destroy(error));
  try {
    for await (const piece of deflate) yield piece as Buffer;
    await feeding;
  } finally {
    // Whoever stops reading stops the making too.
    deflate.destroy();
  }
}

function localHead(name: Buffer): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(VERSION, 4);
  head.writeUInt16LE(FLAGS, 6);
  head.writeUInt16LE(DEFLATED, 8);
  head.writeUInt16LE(DATE, 12);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, name]);
}

function directoryLine({ name, crc, packed, size, at }: Written): Buffer {
  const line = Buffer.alloc(46);
  line.writeUInt32LE(0x02014b50, 0);
  line.writeUInt16LE(VERSION, 4);
  line.writeUInt16LE(VERSION, 6);
  line.writeUInt16LE(FLAGS, 8);
  line.writeUInt16LE(DEFLATED, 10);
  line.writeUInt16LE(DATE, 14);
  line.writeUInt32LE(crc, 16);
  line.writeUInt32LE(packed, 20);
  line.writeUInt32LE(size, 24);
  line.writeUInt16LE(name.length, 28);
  line.writeUInt32LE(at, 42);
  return Buffer.concat([line, name]);
}

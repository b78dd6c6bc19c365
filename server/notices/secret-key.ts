import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { chmodSync, closeSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';

export const SECRET_KEY_FILE = 'secret.key';

/** Keeps secrets of channels so that the database alone gives none away. */
export interface Sealer {
  /** `about` is what the secret belongs to: it opens nowhere else. */
  seal(text: string, about: string): string;
  /** Null where it was made with another key, for something else, or altered. */
  open(sealed: string, about: string): string | null;
  /** A keyed hash: names something, or proves that a link is ours. */
  mac(text: string): string;
}

/**
 * AES-256-GCM with the key of the settings (`SECRET_KEY`), or one in `<dataDir>/secret.key`, which is made (mode 0600) when it
 * is first needed. The key is not part of a backup.
 */
export function createSealer(dataDir: string, secretKey: string | null): Sealer {
  let keys: { seal: Buffer; mac: Buffer } | undefined;
  const derived = () => (keys ??= derive(secretKey ? Buffer.from(secretKey) : keyOfFile(dataDir)));
  return {
    seal(text, about) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', derived().seal, iv);
      cipher.setAAD(Buffer.from(about));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return ['v1', iv, cipher.getAuthTag(), body]
        .map((part) => (typeof part === 'string' ? part : part.toString('base64url')))
        .join('.');
    },
    open(sealed, about) {
      const [version, iv, tag, body] = sealed.split('.');
      if (version !== 'v1' || iv === undefined || tag === undefined || body === undefined) return null;
      try {
        const decipher = createDecipheriv('aes-256-gcm', derived().seal, Buffer.from(iv, 'base64url'), {
          authTagLength: 16
        });
        decipher.setAAD(Buffer.from(about));
        decipher.setAuthTag(Buffer.from(tag, 'base64url'));
        return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8');
      } catch {
        return null;
      }
    },
    mac: (text) => createHmac('sha256', derived().mac).update(text).digest('base64url')
  };
}

/** One key a purpose, whatever length the given one has. */
function derive(input: Buffer): { seal: Buffer; mac: Buffer } {
  const part = (purpose: string) => Buffer.from(hkdfSync('sha256', input, '', `stoolside ${purpose}`, 32));
  return { seal: part('channels'), mac: part('links') };
}

function keyOfFile(dataDir: string): Buffer {
  const file = path.join(dataDir, SECRET_KEY_FILE);
  try {
    // Whole before it has its rights: `wx` fails where it is there already.
    const handle = openSync(file, 'wx', 0o600);
    try {
      writeSync(handle, `${randomBytes(32).toString('base64')}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  if (statSync(file).mode & 0o077) chmodSync(file, 0o600);
  const key = readFileSync(file, 'utf8').trim();
  if (key.length < 32) throw new Error(`${file} holds no key. Put the one that you kept back in its place.`);
  return Buffer.from(key);
}

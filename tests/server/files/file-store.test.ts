import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createFileStore, pathOf, verifyFiles } from '../../../server/files';

function store() {
  const folder = mkdtempSync(path.join(tmpdir(), 'stoolside-files-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return createFileStore(folder);
}
const bytes = Buffer.from('一张照片');
const sha256 = createHash('sha256').update(bytes).digest('hex');
const [LONG_AGO, SINCE] = [new Date('2020-01-01T00:00:00Z'), new Date('2020-06-01T00:00:00Z')];

describe('bytes by their hash', () => {
  it('are there once under their hash, however often they are put, and nothing unfinished is left', async () => {
    const files = store();
    expect(await Promise.all([files.put(bytes), files.put(bytes), files.put(bytes)])).toEqual([sha256, sha256, sha256]);
    expect(await files.read(sha256)).toEqual(bytes);
    expect(await files.read('0'.repeat(64))).toBeNull();
    expect(readdirSync(path.join(files.folder, sha256.slice(0, 2)))).toEqual([sha256]);
    expect(readdirSync(path.join(files.folder, 'partial'))).toEqual([]);
  });

  it('are removed when they are old, and stay when somebody has put them again meanwhile', async () => {
    const files = store();
    await files.put(bytes);
    const place = pathOf(files.folder, sha256);
    utimesSync(place, LONG_AGO, LONG_AGO);
    expect(await files.remove(sha256, LONG_AGO)).toBe(false);
    await files.put(bytes);
    expect(await files.remove(sha256, SINCE)).toBe(false);
    expect(await files.read(sha256)).toEqual(bytes);
    utimesSync(place, LONG_AGO, LONG_AGO);
    expect(await files.remove(sha256, SINCE)).toBe(true);
    expect(existsSync(place)).toBe(false);
    expect(await files.remove(sha256, SINCE)).toBe(true);
  });

  it('put and removed at once, whichever comes first, are there for whoever put them', async () => {
    const files = store();
    for (let n = 0; n < 40; n++) {
      await files.put(bytes);
      utimesSync(pathOf(files.folder, sha256), LONG_AGO, LONG_AGO);
      await Promise.all(
        n % 2 ? [files.put(bytes), files.remove(sha256, SINCE)] : [files.remove(sha256, SINCE), files.put(bytes)]
      );
      expect(await files.read(sha256)).toEqual(bytes);
    }
  });
});

describe('walking the folder', () => {
  it('says what is missing, what was altered and what nobody uses, and lets be what may be gone', async () => {
    const files = store();
    const altered = await files.put(Buffer.from('another'));
    await files.put(bytes);
    writeFileSync(pathOf(files.folder, altered), 'other words');
    const said: string[] = [];
    const say = (where: string, what: string) => void said.push(`${where}: ${what}`);
    const used = [
      { sha256: altered, where: 'plan', missing: 'its picture is missing' },
      { sha256: 'a'.repeat(64), where: 'upload 1', missing: 'its file is missing' },
      { sha256: 'b'.repeat(64), where: 'upload 2', missing: null }
    ];
    await verifyFiles(files.folder, used, { fault: say, note: say });
    expect(said).toEqual([
      'upload 1: its file is missing',
      `uploads ${altered.slice(0, 12)}: is not what was kept`,
      'uploads: 1 files belong to no upload'
    ]);
  });
});

// @ts-check
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** The first browser of ours on the PATH, or null. */
function installed() {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    for (const name of NAMES) if (existsSync(path.join(folder, name))) return path.join(folder, name);
  }
  return null;
}

/**
 * A Chromium for the browser tests: CHROMIUM_PATH, else one that is installed, else Debian's package where we are root,
 * else Playwright's own download. Stops with a sentence when none can be had.
 * @param {string} root
 * @returns {string}
 */
export function findOrInstallBrowser(root) {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (existsSync(given)) return given;
    process.stderr.write(`CHROMIUM_PATH is ${given}, but nothing stands there.\n`);
    process.exit(1);
  }
  const there = installed();
  if (there) return there;
  const debian =
    process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  if (debian) {
    process.stdout.write('Installing Chromium and Chinese fonts from Debian…\n');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-q'], { stdio: 'ignore', env });
    spawnSync('apt-get', ['install', '-y', '-q', 'chromium', 'fonts-noto-cjk'], { stdio: 'ignore', env });
    const now = installed();
    if (now) return now;
  }
  process.stdout.write('Downloading Chromium by Playwright…\n');
  const cli = path.join(root, 'node_modules/@playwright/test/cli.js');
  const { status } = spawnSync(process.execPath, [cli, 'install', 'chromium'], { cwd: root, stdio: 'inherit' });
  if (status === 0) {
    const ask = "import('@playwright/test').then(({ chromium }) => process.stdout.write(chromium.executablePath()))";
    const own = execFileSync(process.execPath, ['-e', ask], { cwd: root, encoding: 'utf8' });
    if (existsSync(own)) return own;
  }
  process.stderr.write('No Chromium could be had. Install one, or set CHROMIUM_PATH to it, and run npm test again.\n');
  process.exit(1);
}

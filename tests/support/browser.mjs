// @ts-check
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

// The headless shell is the same Chromium without windows: the browser tests take half the processor time with it.
const SHELL = 'chromium-headless-shell';
const NAMES = [SHELL, 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * Returns the first of these browsers that is on the PATH, or null.
 * @param {readonly string[]} names
 */
function installed(names) {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  for (const name of names)
    for (const folder of folders) if (existsSync(path.join(folder, name))) return path.join(folder, name);
  return null;
}

/**
 * Returns the Chromium that is here: CHROMIUM_PATH, else the first of those that we know; undefined leaves it to Playwright.
 * @returns {string | undefined}
 */
export function browserPath() {
  return process.env.CHROMIUM_PATH || installed(NAMES) || undefined;
}

/**
 * Installs packages of Debian's; does nothing where it cannot.
 * @param {readonly string[]} packages
 */
function installFromDebian(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '-q', '--no-install-recommends', ...packages];
  spawnSync('apt-get', install, { stdio: 'ignore', env });
}

/**
 * Returns a Chromium for the browser tests: CHROMIUM_PATH, else the headless shell (Debian's package is installed where we
 * are root), else whatever Chromium is there, else Debian's, else Playwright's own download. Ends the process with a
 * sentence when none can be had.
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
  const shell = installed([SHELL]);
  if (shell) return shell;
  const debian =
    process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  if (debian) {
    process.stdout.write('Installing a headless Chromium and Chinese fonts from Debian…\n');
    spawnSync('apt-get', ['update', '-q'], { stdio: 'ignore' });
    // One after the other: a release without the shell still has the fonts.
    installFromDebian(['fonts-noto-cjk']);
    installFromDebian([SHELL]);
    if (!installed(NAMES)) installFromDebian(['chromium']);
  }
  const browser = installed(NAMES);
  if (browser) return browser;
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

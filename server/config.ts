import { isIP } from 'node:net';
import path from 'node:path';
import { z } from 'zod';

/** What stops the start: its message says what to set. */
export class ConfigError extends Error {}

export interface Config {
  mode: 'production' | 'demo' | 'development' | 'test';
  host: string;
  port: number;
  /** Absolute folder of the databases. */
  dataDir: string;
  /** The address people type, such as `https://stool.example.org`; null: whatever loopback or numeric address they used. */
  origin: string | null;
  /** Further origins whose pages may open a socket, exact. */
  allowedOrigins: string[];
  /** Whether X-Forwarded-* come from our own proxy. */
  trustProxy: boolean;
  logLevel: string;
}

const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;

/** Every setting, its default and what it is for; the README's table is checked against this list by a test. */
export const SETTINGS = {
  HOST: { fallback: '127.0.0.1', about: 'Address to listen on. Behind a proxy on the same machine leave it as it is.' },
  PORT: { fallback: '4173', about: 'Port to listen on.' },
  DATA_DIR: { fallback: '.data', about: 'Folder of the databases. Back it up.' },
  ORIGIN: {
    fallback: '',
    about: 'The address people type, such as `https://stool.example.org`. Required in production.'
  },
  ALLOWED_ORIGINS: { fallback: '', about: 'Further exact origins whose pages may write with us, separated by commas.' },
  TRUST_PROXY: {
    fallback: 'no',
    about: '`yes` when a reverse proxy of yours sets X-Forwarded-For and X-Forwarded-Proto.'
  },
  LOG_LEVEL: { fallback: 'info', about: `One of ${LOG_LEVELS.join(', ')}.` },
  STOOLSIDE_MODE: {
    fallback: 'production',
    about: '`production`, or `demo` (made by `npm run demo`, never for real data).'
  }
} as const;

const origin = z.string().refine((text) => {
  try {
    return new URL(text).origin === text;
  } catch {
    return false;
  }
});

const schema = z.object({
  HOST: z.string().min(1),
  PORT: z.coerce.number().int().min(0).max(65535),
  DATA_DIR: z.string().min(1),
  ORIGIN: z.union([z.literal(''), origin]),
  ALLOWED_ORIGINS: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean)
    )
    .pipe(z.array(origin)),
  TRUST_PROXY: z.enum(['yes', 'no']).transform((text) => text === 'yes'),
  LOG_LEVEL: z.enum(LOG_LEVELS),
  STOOLSIDE_MODE: z.enum(['production', 'demo', 'development', 'test'])
});

const HOW: Record<keyof typeof SETTINGS, string> = {
  HOST: 'Set HOST to an address of this machine, such as 127.0.0.1.',
  PORT: 'Set PORT to a number from 0 to 65535, such as 4173.',
  DATA_DIR: 'Set DATA_DIR to a folder, such as /var/lib/stoolside.',
  ORIGIN:
    'Set ORIGIN to the address people type, without a path or a slash at its end, such as https://stool.example.org.',
  ALLOWED_ORIGINS:
    'Set ALLOWED_ORIGINS to exact origins separated by commas, such as https://a.example.org,https://b.example.org.',
  TRUST_PROXY: 'Set TRUST_PROXY to yes or no.',
  LOG_LEVEL: `Set LOG_LEVEL to one of ${LOG_LEVELS.join(', ')}.`,
  STOOLSIDE_MODE: 'Set STOOLSIDE_MODE to production or demo.'
};

/** The data folder alone, for tools that need no other setting. */
export function dataDirOf(env: Record<string, string | undefined>): string {
  return path.resolve(env.DATA_DIR?.trim() || SETTINGS.DATA_DIR.fallback);
}

/** Settings from the environment. Throws ConfigError with a sentence for each setting that is wrong. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(SETTINGS).map(([name, { fallback }]) => [name, env[name]?.trim() || fallback])
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => issue.path[0] as keyof typeof SETTINGS))];
    throw new ConfigError(names.map((name) => `${name} is “${given[name]}”. ${HOW[name]}`).join('\n'));
  }
  const set = parsed.data;
  if (set.STOOLSIDE_MODE === 'production' && !set.ORIGIN) throw new ConfigError(`ORIGIN is not set. ${HOW.ORIGIN}`);
  return {
    mode: set.STOOLSIDE_MODE,
    host: set.HOST,
    port: set.PORT,
    dataDir: dataDirOf(env),
    origin: set.ORIGIN || null,
    allowedOrigins: set.ALLOWED_ORIGINS,
    trustProxy: set.TRUST_PROXY,
    logLevel: set.LOG_LEVEL
  };
}

/**
 * Whether a page of this origin may open a socket or send a cookie-borne write. Exact allow-list; without a configured
 * ORIGIN (demo, development) only the very host that was asked, and only a loopback or numeric one, so that a name
 * rebound by a stranger's DNS gets nothing.
 */
export function originAllowed(config: Config, given: string | undefined, host: string | undefined): boolean {
  if (!given) return false;
  if (given === config.origin || config.allowedOrigins.includes(given)) return true;
  if (config.origin || !host) return false;
  let url: URL;
  try {
    url = new URL(given);
  } catch {
    return false;
  }
  const name = url.hostname.replace(/^\[|\]$/g, '');
  return url.origin === given && url.host === host && (name === 'localhost' || isIP(name) !== 0);
}

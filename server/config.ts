import { isIP } from 'node:net';
import path from 'node:path';
import { z } from 'zod';
import { isMailAddress } from '$lib/domain/notices/channel-address';

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
  /** Whether what came of meetings is given to other people's programs. */
  open311: boolean;
  /** What secrets of channels are encrypted with; null: the file `secret.key` in the data folder. */
  secretKey: string | null;
  /** Hosts beside the vendors' own that a webhook or robot may have. */
  webhookHosts: string[];
  /** How letters leave the server; null: not at all. */
  mail: MailConfig | null;
}

export interface MailConfig {
  host: string;
  port: number;
  /** `tls` from the first byte, `starttls` before anything is said, `none` for a server on this very machine. */
  security: 'tls' | 'starttls' | 'none';
  user: string;
  password: string;
  /** Whom letters are from. */
  from: string;
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
  },
  OPEN311: {
    fallback: '',
    about:
      '`yes` lets other people’s programs read what came of meetings (`/open311/v2/`). Left out: only in the demo, for what a community gives out it decides itself.'
  },
  SECRET_KEY: {
    fallback: '',
    about:
      'Encrypts robots’ keys and mail addresses at rest, such as `openssl rand -base64 32` gives. Without it `DATA_DIR/secret.key` is made.'
  },
  WEBHOOK_HOSTS: {
    fallback: '',
    about:
      'Hosts beside the vendors’ own that webhooks and robots may have, such as `hooks.example.org`, separated by commas.'
  },
  SMTP_HOST: { fallback: '', about: 'Mail server that takes letters from us. Without it there is no e-mail.' },
  SMTP_PORT: { fallback: '465', about: 'Its port: 465 for `tls`, 587 for `starttls`.' },
  SMTP_SECURITY: { fallback: 'tls', about: '`tls`, `starttls`, or `none` for a server on this very machine.' },
  SMTP_USER: { fallback: '', about: 'Account at the mail server.' },
  SMTP_PASSWORD: { fallback: '', about: 'Its password.' },
  MAIL_FROM: { fallback: '', about: 'Whom letters are from, such as `stool@example.org`. Required with SMTP_HOST.' }
} as const;

const origin = z.string().refine((text) => {
  try {
    return new URL(text).origin === text;
  } catch {
    return false;
  }
});

/** As a URL has it: lower case, no port, no path. */
const hostName = z
  .string()
  .regex(/^[a-z0-9.:-]+$/)
  .refine((text) => {
    try {
      const { host } = new URL(`https://${isIP(text) === 6 ? `[${text}]` : text}/`);
      return host.replace(/^\[|\]$/g, '') === text;
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
  STOOLSIDE_MODE: z.enum(['production', 'demo', 'development', 'test']),
  OPEN311: z.enum(['', 'yes', 'no']),
  SECRET_KEY: z.union([z.literal(''), z.string().min(32).max(1_000)]),
  WEBHOOK_HOSTS: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean)
    )
    .pipe(z.array(hostName)),
  SMTP_HOST: z.union([z.literal(''), hostName]),
  SMTP_PORT: z.coerce.number().int().min(1).max(65535),
  SMTP_SECURITY: z.enum(['tls', 'starttls', 'none']),
  SMTP_USER: z.string(),
  SMTP_PASSWORD: z.string(),
  MAIL_FROM: z.union([z.literal(''), z.string().refine(isMailAddress)])
});

/** Letters without TLS go to this machine alone. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1']);

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
  STOOLSIDE_MODE: 'Set STOOLSIDE_MODE to production or demo.',
  OPEN311: 'Set OPEN311 to yes or no.',
  SECRET_KEY: 'Set SECRET_KEY to at least 32 characters by chance, such as “openssl rand -base64 32” gives.',
  WEBHOOK_HOSTS: 'Set WEBHOOK_HOSTS to host names in lower case separated by commas, such as hooks.example.org.',
  SMTP_HOST: 'Set SMTP_HOST to the name of a mail server, such as mail.example.org.',
  SMTP_PORT: 'Set SMTP_PORT to a number from 1 to 65535, such as 465.',
  SMTP_SECURITY: 'Set SMTP_SECURITY to tls, starttls or none.',
  SMTP_USER: 'Set SMTP_USER to the account at the mail server.',
  SMTP_PASSWORD: 'Set SMTP_PASSWORD to its password.',
  MAIL_FROM: 'Set MAIL_FROM to a mail address, such as stool@example.org.'
};

/** What is never said back, not even in a sentence about what is wrong with it. */
const SECRET: ReadonlySet<string> = new Set(['SECRET_KEY', 'SMTP_PASSWORD']);

/** The data folder alone, for tools that need no other setting. */
export function dataDirOf(env: Record<string, string | undefined>): string {
  return path.resolve(env.DATA_DIR?.trim() || SETTINGS.DATA_DIR.fallback);
}

/** Settings from the environment. Throws ConfigError with a sentence for each setting that is wrong. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const input = Object.fromEntries(
    Object.entries(SETTINGS).map(([name, { fallback }]) => [name, env[name]?.trim() || fallback])
  );
  const parsed = schema.safeParse(input);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => issue.path[0] as keyof typeof SETTINGS))];
    throw new ConfigError(
      names
        .map((name) => `${name} ${SECRET.has(name) ? 'does not fit' : `is “${input[name]}”`}. ${HOW[name]}`)
        .join('\n')
    );
  }
  const set = parsed.data;
  if (set.STOOLSIDE_MODE === 'production' && !set.ORIGIN) throw new ConfigError(`ORIGIN is not set. ${HOW.ORIGIN}`);
  if (set.SMTP_HOST && !set.MAIL_FROM) throw new ConfigError(`MAIL_FROM is not set. ${HOW.MAIL_FROM}`);
  if (set.SMTP_HOST && set.SMTP_SECURITY === 'none' && !LOOPBACK.has(set.SMTP_HOST))
    throw new ConfigError(
      'SMTP_SECURITY is “none”, which would send letters and the password in the open. Set SMTP_SECURITY to tls or starttls.'
    );
  return {
    mode: set.STOOLSIDE_MODE,
    host: set.HOST,
    port: set.PORT,
    dataDir: dataDirOf(env),
    origin: set.ORIGIN || null,
    allowedOrigins: set.ALLOWED_ORIGINS,
    trustProxy: set.TRUST_PROXY,
    logLevel: set.LOG_LEVEL,
    open311: set.OPEN311 ? set.OPEN311 === 'yes' : set.STOOLSIDE_MODE !== 'production',
    secretKey: set.SECRET_KEY || null,
    webhookHosts: set.WEBHOOK_HOSTS,
    mail: set.SMTP_HOST
      ? {
          host: set.SMTP_HOST,
          port: set.SMTP_PORT,
          security: set.SMTP_SECURITY,
          user: set.SMTP_USER,
          password: set.SMTP_PASSWORD,
          from: set.MAIL_FROM
        }
      : null
  };
}

/**
 * Whether a page of this origin may open a socket or send a cookie-borne write. Exact allow-list; without a configured
 * ORIGIN (demo, development) only the very host that was asked, and only a loopback or numeric one, so that a name
 * rebound by a stranger's DNS gets nothing.
 */
export function originAllowed(config: Config, input: string | undefined, host: string | undefined): boolean {
  if (!input) return false;
  if (input === config.origin || config.allowedOrigins.includes(input)) return true;
  if (config.origin || !host) return false;
  let url: URL;
  try {
    url = new URL(input);
  } catch {
    return false;
  }
  const name = url.hostname.replace(/^\[|\]$/g, '');
  return url.origin === input && url.host === host && (name === 'localhost' || isIP(name) !== 0);
}

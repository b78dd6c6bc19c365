import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ConfigError, originAllowed, readConfig, SETTINGS } from '../../server/config';

const set = { ORIGIN: 'https://stool.example.org' };

describe('the settings', () => {
  it('stand in the README, each with its default', () => {
    const readme = readFileSync('README.md', 'utf8');
    for (const [name, { fallback }] of Object.entries(SETTINGS)) {
      const row = readme.split('\n').find((line) => line.split('|')[1]?.trim() === `\`${name}\``);
      expect(row, name).toBeDefined();
      if (fallback) expect(row).toContain(`\`${fallback}\``);
    }
  });

  it('have defaults that start once ORIGIN is set', () => {
    expect(readConfig(set)).toMatchObject({ host: '127.0.0.1', port: 4173, origin: set.ORIGIN, mode: 'production' });
  });

  it.each([
    [{}, /ORIGIN is not set\. Set ORIGIN/],
    [{ ORIGIN: 'stool.example.org' }, /Set ORIGIN to the address people type/],
    [{ ORIGIN: 'https://stool.example.org/' }, /without a path or a slash/],
    [{ ...set, PORT: 'eighty' }, /PORT is “eighty”\. Set PORT to a number/],
    [{ ...set, PORT: '70000' }, /Set PORT/],
    [{ ...set, TRUST_PROXY: 'maybe' }, /Set TRUST_PROXY to yes or no/],
    [{ ...set, ALLOWED_ORIGINS: 'https://a.example.org,b' }, /Set ALLOWED_ORIGINS/],
    [{ ...set, LOG_LEVEL: 'loud' }, /Set LOG_LEVEL/],
    [{ ...set, SECRET_KEY: 'short' }, /^SECRET_KEY does not fit\. Set SECRET_KEY to at least 32/],
    [{ ...set, WEBHOOK_HOSTS: 'https://hooks.example.org' }, /Set WEBHOOK_HOSTS to host names/],
    [{ ...set, WEBHOOK_HOSTS: 'hooks.example.org,*.example.com' }, /Set WEBHOOK_HOSTS/],
    [{ ...set, SMTP_HOST: 'mail.example.org' }, /MAIL_FROM is not set/],
    [
      { ...set, SMTP_HOST: 'mail.example.org', MAIL_FROM: 'Stool <stool@example.org>' },
      /Set MAIL_FROM to a mail address/
    ],
    [
      { ...set, SMTP_HOST: 'mail.example.org', MAIL_FROM: 'stool@example.org', SMTP_SECURITY: 'none' },
      /Set SMTP_SECURITY to tls or starttls/
    ]
  ])('stop the start with a sentence for %j', (env, sentence) => {
    expect(() => readConfig(env)).toThrow(ConfigError);
    expect(() => readConfig(env)).toThrow(sentence);
  });
});

describe('an allowed origin', () => {
  const configured = readConfig({ ...set, ALLOWED_ORIGINS: 'https://b.example.org' });
  const open = readConfig({ STOOLSIDE_MODE: 'demo' });

  it('is exact where ORIGIN is set', () => {
    expect(originAllowed(configured, 'https://stool.example.org', 'x')).toBe(true);
    expect(originAllowed(configured, 'https://b.example.org', 'x')).toBe(true);
    for (const foreign of ['https://stool.example.org.evil.example', 'http://stool.example.org', 'null', undefined])
      expect(originAllowed(configured, foreign, 'stool.example.org')).toBe(false);
  });

  it('is the very host asked, by number or loopback, where it is not', () => {
    expect(originAllowed(open, 'http://127.0.0.1:4173', '127.0.0.1:4173')).toBe(true);
    expect(originAllowed(open, 'http://192.0.2.7:4173', '192.0.2.7:4173')).toBe(true);
    expect(originAllowed(open, 'http://[::1]:4173', '[::1]:4173')).toBe(true);
    expect(originAllowed(open, 'http://rebound.example:4173', 'rebound.example:4173')).toBe(false);
    expect(originAllowed(open, 'http://127.0.0.1:9999', '127.0.0.1:4173')).toBe(false);
  });
});

import type { ConnectionOptions } from 'node:tls';
import nodemailer from 'nodemailer';
import { failed, SENT, type Outcome } from '$lib/domain/notices/trouble';
import type { MailConfig } from '../config';

export interface Letter {
  to: string;
  subject: string;
  text: string;
  html: string;
  messageId: string;
  /** Where its reader ends further ones; null: none will come. */
  unsubscribe: string | null;
}

/** How letters leave the server. */
export interface Mail {
  send(letter: Letter): Promise<Outcome>;
  close(): void;
}

const CONNECT_MS = 10_000;
const SILENCE_MS = 15_000;

/** Hands letters to the mail server of the settings. TLS from the first byte, or before anything is said. */
export function createMail(config: MailConfig, tls: ConnectionOptions = {}, patienceMs = CONNECT_MS): Mail {
  const transport = nodemailer.createTransport({
    host: config.host,
    port: config.port,
    secure: config.security === 'tls',
    requireTLS: config.security === 'starttls',
    ignoreTLS: config.security === 'none',
    ...(config.user ? { auth: { user: config.user, pass: config.password } } : {}),
    tls: { minVersion: 'TLSv1.2', ...tls },
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    dnsTimeout: patienceMs,
    socketTimeout: Math.min(SILENCE_MS, patienceMs * 2),
    // A letter is made of its own words alone.
    disableFileAccess: true,
    disableUrlAccess: true
  });
  return {
    async send({ to, subject, text, html, messageId, unsubscribe }) {
      try {
        await transport.sendMail({
          from: config.from,
          to: { name: '', address: to },
          subject,
          text,
          html,
          messageId,
          headers: { 'Auto-Submitted': 'auto-generated' },
          ...(unsubscribe ? { list: { unsubscribe } } : {})
        });
        return SENT;
      } catch (error) {
        return whyNot(error as Error & { code?: string; responseCode?: number });
      }
    },
    close: () => transport.close()
  };
}

/** What went wrong, without the server's words: they repeat the address. */
function whyNot({ code = '', responseCode, message }: Error & { code?: string; responseCode?: number }): Outcome {
  const said = { code: responseCode ?? null };
  if (code === 'EAUTH') return failed('mail-sign-in', said);
  if (code === 'ETLS' || /certificate|self-signed|TLS|SSL/i.test(message)) return failed('tls', said);
  if (code === 'EDNS' || /ENOTFOUND|EAI_AGAIN/.test(message)) return failed('dns');
  if (code === 'ETIMEDOUT') return failed('timeout');
  if (responseCode === undefined) return failed('unreachable');
  if (responseCode < 500) return failed('mail-later', said);
  return failed(code === 'EMESSAGE' ? 'content' : 'mail-refused', { ...said, final: true });
}

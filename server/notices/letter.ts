import { inLocale } from '$lib/words/dictionary';
import { notices } from '$lib/words/notices';
import { CONFIRM_MS, writeLink } from './link-token';
import type { Letter } from './mail';
import { messageOf, type Bundle } from './message';
import type { Sealer } from './secret-key';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string) => text.replace(/[&<>"']/g, (found) => ENTITIES[found]!);
/** A subject is one line, whatever a title holds. */
const oneLine = (text: string) =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, 120);

interface Writing {
  sealer: Sealer;
  /** Where the server is reached. */
  baseUrl: string;
  /** Stays the same however often the letter is tried. */
  bundleId: string;
  /** ms */
  now: number;
}

/** The letter of a bundle, as plain text and as HTML, with the way out of further ones. */
export function letterOf(bundle: Bundle, to: string, { sealer, baseUrl, bundleId, now }: Writing): Letter {
  const t = inLocale(notices, bundle.locale);
  const { lines } = messageOf(bundle, baseUrl, 'letter');
  const confirm = bundle.notices.some((notice) => notice.kind === 'confirm');
  const off = `${baseUrl}/n/off/${writeLink(sealer, 'off', bundle.channel)}`;
  const why = t.mailWhy(bundle.community.name);
  const messageId = `<${bundleId}@${new URL(baseUrl).hostname}>`;
  if (confirm) {
    const link = `${baseUrl}/n/confirm/${writeLink(sealer, 'confirm', bundle.channel, now + CONFIRM_MS)}`;
    const text = t.mailConfirmText(bundle.community.name);
    return {
      to,
      messageId,
      unsubscribe: null,
      subject: oneLine(t.subject(t.confirmTitle)),
      text: [text, link, why].join('\n\n'),
      html: page(bundle.locale, `<p>${escape(text)}</p><p>${anchor(link, t.mailConfirmOpen)}</p>`, escape(why))
    };
  }
  return {
    to,
    messageId,
    unsubscribe: off,
    subject: oneLine(lines.length === 1 ? t.subject(lines[0]!.text) : t.subjectMany(lines.length)),
    text: [
      t.mailGreeting(lines.length),
      lines.map(({ text, href }) => `- ${text}${href ? `\n  ${href}` : ''}`).join('\n'),
      why,
      `${t.mailUnsubscribe}\n${off}`
    ].join('\n\n'),
    html: page(
      bundle.locale,
      `<p>${escape(t.mailGreeting(lines.length))}</p><ul>${lines
        .map(({ text, href }) => `<li>${escape(text)}${href ? ` ${anchor(href, t.open)}` : ''}</li>`)
        .join('')}</ul>`,
      `${escape(why)} ${anchor(off, t.mailUnsubscribe)}`
    )
  };
}

const anchor = (href: string, words: string) => `<a href="${escape(href)}">${escape(words)}</a>`;

function page(locale: string, body: string, foot: string): string {
  return `<!doctype html><html lang="${locale}"><body style="font:16px/1.7 sans-serif;color:#1a140d">${body}<p style="color:#6b5a48;font-size:14px">${foot}</p></body></html>`;
}

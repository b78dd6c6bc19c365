import { Unreadable } from '../unreadable';

/** What is heard of a document: names come without their prefix. */
export interface Heard {
  open?(name: string, attributes: string): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** A tag, a comment or a piece of text longer than this is nothing that a spreadsheet writes. */
const LONGEST = 4 * 1024 * 1024;
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads XML as it comes, without building it. A document type is refused, so that no entity is ever more than the letter it
 * stands for.
 */
export async function readXml(pieces: AsyncIterable<string>, heard: Heard): Promise<void> {
  let rest = '';
  for await (const piece of pieces) {
    rest += piece;
    const used = scan(rest, heard);
    rest = rest.slice(used);
    if (rest.length > LONGEST) throw new Unreadable('import/unreadable');
  }
  if (rest.trim() && rest.includes('<')) throw new Unreadable('import/unreadable');
}

/** Tells all whole tags and the texts before them; gives how much was used. */
function scan(xml: string, heard: Heard): number {
  let at = 0;
  for (;;) {
    const tag = xml.indexOf('<', at);
    if (tag < 0) return at;
    const end = endOfTag(xml, tag);
    if (end < 0) return at;
    if (tag > at) heard.text?.(unescape(xml.slice(at, tag)));
    tell(xml, tag, end, heard);
    at = end;
  }
}

/** The place after the tag, comment or section that begins at `tag`; -1 while it has not come whole. */
function endOfTag(xml: string, tag: number): number {
  if (xml.startsWith('<!--', tag)) return after(xml, '-->', tag);
  if (xml.startsWith('<![CDATA[', tag)) return after(xml, ']]>', tag);
  if (xml.startsWith('<?', tag)) return after(xml, '?>', tag);
  // A sign may stand within quotes; hardly any does.
  let end = xml.indexOf('>', tag);
  while (end >= 0 && openQuote(xml, tag, end)) end = xml.indexOf('>', end + 1);
  return end < 0 ? -1 : end + 1;
}

function after(xml: string, mark: string, from: number): number {
  const found = xml.indexOf(mark, from);
  return found < 0 ? -1 : found + mark.length;
}

function openQuote(xml: string, from: number, to: number): boolean {
  let quote = '';
  for (let at = from; at < to; at++) {
    const letter = xml[at]!;
    if (quote ? letter === quote : letter === '"' || letter === "'") quote = quote ? '' : letter;
  }
  return quote !== '';
}

function tell(xml: string, tag: number, end: number, heard: Heard): void {
  const second = xml[tag + 1];
  if (second === '?') return;
  if (second === '!') {
    if (xml.startsWith('<![CDATA[', tag)) heard.text?.(xml.slice(tag + 9, end - 3));
    else if (!xml.startsWith('<!--', tag)) throw new Unreadable('import/unreadable');
    return;
  }
  if (second === '/') return heard.close?.(local(xml.slice(tag + 2, end - 1).trim()));
  const alone = xml[end - 2] === '/';
  const inside = xml.slice(tag + 1, end - (alone ? 2 : 1));
  const blank = inside.search(/\s/);
  const name = local(blank < 0 ? inside : inside.slice(0, blank));
  heard.open?.(name, blank < 0 ? '' : inside.slice(blank));
  if (alone) heard.close?.(name);
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

const patterns = new Map<string, RegExp>();

/** The value of an attribute, by its name without prefix; undefined where there is none. */
export function attribute(attributes: string, name: string): string | undefined {
  let pattern = patterns.get(name);
  if (!pattern) patterns.set(name, (pattern = new RegExp(`\\s(?:\\w+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)));
  const found = pattern.exec(attributes);
  return found ? unescape(found[1] ?? found[2] ?? '') : undefined;
}

function unescape(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,4}));/gi, (whole, decimal, hex, name: string) => {
    if (name) return NAMED[name] ?? whole;
    const code = decimal ? Number(decimal) : parseInt(String(hex), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

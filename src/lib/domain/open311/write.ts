export const FORMATS = ['xml', 'json'] as const;
export type Format = (typeof FORMATS)[number];

export const TYPE_OF: Readonly<Record<Format, string>> = {
  xml: 'text/xml; charset=utf-8',
  json: 'application/json; charset=utf-8'
};

/** A value of a field; a list has the name that each of its members bears in XML. */
export type Value = string | number | boolean | null | Fields | Members;
export interface Fields {
  readonly [name: string]: Value;
}
export interface Members {
  readonly each: string;
  readonly list: readonly (Fields | string)[];
}

const isMembers = (value: Fields | Members): value is Members => Array.isArray((value as Members).list);

const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => ESCAPED[letter]!);
}

function element(name: string, value: Value): string {
  if (value === null) return `<${name}></${name}>`;
  if (typeof value !== 'object') return `<${name}>${escaped(String(value))}</${name}>`;
  const within = isMembers(value)
    ? value.list.map((one) => element(value.each, one))
    : Object.entries(value).map(([field, one]) => element(field, one));
  return `<${name}>${within.join('')}</${name}>`;
}

/** What JSON has of a value: a list is an array without the names around it (Spark convention, rule G9). */
function plain(value: Value): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (isMembers(value)) return value.list.map(plain);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
}

/** A document in one of the two formats, its root element named (rule G9). */
export function written(root: string, value: Fields | Members, format: Format): string {
  if (format === 'json') return JSON.stringify(plain(value));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, value)}\n`;
}

/** The errors of the specification: a list, in both formats. */
export function writtenError(code: number, description: string, format: Format): string {
  return written('errors', { each: 'error', list: [{ code, description }] }, format);
}

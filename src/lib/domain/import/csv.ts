// A cell that begins with one of these would be a formula where the file is opened; full-width signs too, in Chinese Excel.
const FORMULA = /^'*\s*[=+\-@＝＋－＠\t\r]/;

/** The text with an apostrophe before what a spreadsheet would take for a formula; `plainText` takes it away again (rule X3). */
export function harmless(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** What `harmless` was given. */
export function plainText(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
}

/** One row of a CSV file (RFC 4180), its line end included. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\r\n`;
}

function quoted(text: string): string {
  const safe = harmless(text);
  return /[",\r\n;\t]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Which sign stands between the cells: the one that the first lines have most of, outside quotes. */
export function delimiterOf(text: string): string {
  const start = text.slice(0, 8_192).replace(/"(?:[^"]|"")*"/g, '');
  const counts = [',', '\t', ';', '，'].map((sign) => ({ sign, n: start.split(sign).length }));
  return counts.reduce((best, one) => (one.n > best.n ? one : best)).sign;
}

/**
 * The rows of a CSV file. Lines end in LF, CR or both; quotes hold anything; a quote that never closes ends with the file.
 * Empty rows come too, so that rows keep the numbers that the person sees.
 */
export function* csvRows(text: string, delimiter = delimiterOf(text)): Generator<string[]> {
  const sign = delimiter;
  let row: string[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    const cell = text[at] === '"' ? quotedCell(text, at, sign) : bareCell(text, at, sign);
    row.push(plainText(cell.text));
    at = cell.end;
    if (text[at] === sign) {
      at++;
      if (at < text.length) continue;
      row.push('');
    }
    if (text[at] === '\r') at++;
    if (text[at] === '\n') at++;
    yield row;
    row = [];
  }
}

function bareCell(text: string, from: number, sign: string): { text: string; end: number } {
  let end = from;
  while (end < text.length && text[end] !== sign && text[end] !== '\n' && text[end] !== '\r') end++;
  return { text: text.slice(from, end), end };
}

function quotedCell(text: string, from: number, sign: string): { text: string; end: number } {
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { text: text.slice(from + 1).replaceAll('""', '"'), end: text.length };
    if (text[quote + 1] === '"') {
      at = quote + 2;
      continue;
    }
    // What follows the closing quote up to the next sign belongs to the cell: "3号楼"东侧.
    const rest = bareCell(text, quote + 1, sign);
    return { text: text.slice(from + 1, quote).replaceAll('""', '"') + rest.text, end: rest.end };
  }
}

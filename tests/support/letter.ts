/** The parts of a letter that are read by people, decoded. */
export function readLetter(raw: string): { headers: Record<string, string>; text: string; html: string } {
  const [head, ...rest] = raw.split('\r\n\r\n');
  const headers = headersOf(head!);
  const boundary = /boundary="?([^";]+)"?/.exec(headers['content-type'] ?? '')?.[1];
  const parts = rest.join('\r\n\r\n').split(`--${boundary}`);
  const part = (type: string) => {
    const found = parts.find((one) => one.includes(`Content-Type: ${type}`)) ?? '';
    const [top, ...body] = found.trimStart().split('\r\n\r\n');
    return decode(body.join('\r\n\r\n').trimEnd(), headersOf(top!)['content-transfer-encoding'] ?? '').replaceAll(
      '\r\n',
      '\n'
    );
  };
  return { headers, text: part('text/plain'), html: part('text/html') };
}

function headersOf(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .replace(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), words(line.slice(line.indexOf(':') + 1).trim())])
  );
}

/** Encoded words of a header (RFC 2047). */
function words(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, body: string) =>
      kind.toLowerCase() === 'b' ? Buffer.from(body, 'base64').toString() : quoted(body.replaceAll('_', ' '))
    );
}

function decode(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  return encoding === 'quoted-printable' ? quoted(body) : body;
}

function quoted(body: string): string {
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}

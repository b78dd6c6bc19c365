/** What a code is made of: nothing that is mistaken for something else when read aloud or off a screen (0 O 1 I L, and U beside V). */
const ALPHABET = 'abcdefghjkmnpqrstvwxyz23456789';
export const CODE_LENGTH = 6;

/**
 * A new code of six characters, some 729 million of them.
 * @param random gives that many random bytes
 */
export function makeCode(random: (count: number) => Uint8Array): string {
  let code = '';
  while (code.length < CODE_LENGTH)
    for (const byte of random(CODE_LENGTH * 2))
      // Bytes past the last whole round are left, so that every character is as likely.
      if (byte < 256 - (256 % ALPHABET.length) && code.length < CODE_LENGTH) code += ALPHABET[byte % ALPHABET.length];
  return code;
}

/** A code as typed or scanned, brought to the form we keep; null when it cannot be one. */
export function normaliseCode(typed: string): string | null {
  const code = typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\-_.·]/g, '');
  return /^[a-z0-9]{6}$/.test(code) ? code : null;
}

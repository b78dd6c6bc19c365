/** So many wrong tries and the PIN is gone: the password is asked for again. */
export const PIN_TRIES = 5;

/**
 * Whether these digits may be a PIN: four to eight, neither all the same nor counted up or down. It opens one account on one
 * device, where a thief of the tablet has five tries (NIST SP 800-63B-4 §3.2.2 asks for a bound on tries).
 */
export function isPin(text: string): boolean {
  if (!/^\d{4,8}$/.test(text)) return false;
  const steps = new Set([...text].slice(1).map((digit, n) => (Number(digit) - Number(text[n]) + 10) % 10));
  return !(steps.size === 1 && [0, 1, 9].some((step) => steps.has(step)));
}

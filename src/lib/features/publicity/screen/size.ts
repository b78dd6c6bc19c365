/**
 * How big a text may be said on the screen: by its length, so that the page need not measure and looks the same without
 * scripts. Chinese characters count one, others a half.
 */
export function screenSize(text: string): 'huge' | 'large' | 'medium' | 'small' {
  let length = 0;
  for (const character of text) length += character.codePointAt(0)! > 0x2e7f ? 1 : 0.5;
  if (length <= 18) return 'huge';
  if (length <= 40) return 'large';
  return length <= 80 ? 'medium' : 'small';
}

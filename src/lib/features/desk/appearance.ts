/** How a person likes to see the screen; kept in cookies of the device, so that it holds before signing in too. */
export const THEMES = ['auto', 'light', 'dark', 'outdoors'] as const;
export type Theme = (typeof THEMES)[number];

/** Steps of the text size; a tablet's 18 px times the last is 30. */
export const TEXT_SCALES = ['1', '1.2', '1.4', '1.667'] as const;
export type TextScale = (typeof TEXT_SCALES)[number];

export const APPEARANCE_COOKIES = { locale: 'stool_locale', theme: 'stool_theme', text: 'stool_text' } as const;

export function chooseTheme(cookie: string | undefined): Theme {
  return THEMES.find((theme) => theme === cookie) ?? 'auto';
}

export function chooseTextScale(cookie: string | undefined): TextScale {
  return TEXT_SCALES.find((scale) => scale === cookie) ?? '1';
}

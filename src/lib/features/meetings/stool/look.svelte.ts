import { TEXT_SCALES, type TextScale, type Theme } from '$lib/features/desk/look';

/**
 * How this tablet shows the page: text size and the outdoors theme, changed without leaving the writing. The device's
 * cookie is set by `/preferences` in the background; with no network the wish holds until the next page load.
 */
export function createLook(given: { textScale: TextScale; theme: Theme }) {
  let scale = $state(given.textScale);
  let theme = $state(given.theme);
  const at = $derived(TEXT_SCALES.indexOf(scale));

  function keep(key: 'text' | 'theme', value: string) {
    const wish = new FormData();
    wish.set(key, value);
    fetch('/preferences', { method: 'POST', body: wish, redirect: 'manual' }).catch(() => {});
  }

  return {
    get scale() {
      return scale;
    },
    get smallest() {
      return at <= 0;
    },
    get largest() {
      return at >= TEXT_SCALES.length - 1;
    },
    get outdoors() {
      return theme === 'outdoors';
    },
    step(by: 1 | -1) {
      const next = TEXT_SCALES[at + by];
      if (next) keep('text', (scale = next));
    },
    toggleOutdoors() {
      theme = theme === 'outdoors' ? 'auto' : 'outdoors';
      document.documentElement.dataset.theme = theme;
      keep('theme', theme);
    }
  };
}

import { isKeptPage } from '$lib/features/offline/served-at';
import { chooseTextScale, chooseTheme, TEXT_SCALES, type TextScale, type Theme } from '$lib/features/desk/appearance';

const STORED = 'stoolside-appearance';

/** As it was last wished on this device, and whether the server has not heard of it. */
interface Wish {
  text: string;
  theme: string;
  unsent: boolean;
}

function wished(): Wish | null {
  try {
    return JSON.parse(localStorage.getItem(STORED) ?? 'null') as Wish | null;
  } catch {
    return null;
  }
}

/**
 * How this tablet shows the page: text size and the outdoors theme, changed without leaving the writing. The device's
 * cookie is set by `/preferences` in the background; with no network the device keeps the wish itself, and says it when it can.
 */
export function createAppearance(input: { textScale: TextScale; theme: Theme }) {
  // A page fresh from the server knows the wish, save one that it has not heard of yet.
  const own = typeof window === 'undefined' ? null : wished();
  const kept = own !== null && (own.unsent || isKeptPage());
  let scale = $state(kept ? chooseTextScale(own.text) : input.textScale);
  let theme = $state(kept ? chooseTheme(own.theme) : input.theme);
  const at = $derived(TEXT_SCALES.indexOf(scale));
  if (kept) {
    document.documentElement.dataset.theme = theme;
    keep();
  }

  function keep() {
    const note = (unsent: boolean) => {
      try {
        localStorage.setItem(STORED, JSON.stringify({ text: scale, theme, unsent } satisfies Wish));
      } catch {
        // Without storage the cookie remembers.
      }
    };
    note(true);
    const wish = new FormData();
    wish.set('text', scale);
    wish.set('theme', theme);
    // The answer leads back to a page, which nobody wants here.
    fetch('/preferences', { method: 'POST', body: wish, redirect: 'manual' }).then(
      ({ type }) => note(type !== 'opaqueredirect'),
      () => {}
    );
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
      if (!next) return;
      scale = next;
      keep();
    },
    toggleOutdoors() {
      theme = theme === 'outdoors' ? 'auto' : 'outdoors';
      document.documentElement.dataset.theme = theme;
      keep();
    }
  };
}

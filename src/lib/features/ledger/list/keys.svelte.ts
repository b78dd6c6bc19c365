/** What a key does in the list. Whoever writes is left alone: in a field, with a modifier, while pinyin composes. */
export const LIST_KEYS: readonly {
  keys: readonly string[];
  does: 'next' | 'previous' | 'open' | 'choose' | 'search' | 'keys';
}[] = [
  { keys: ['j', '↓'], does: 'next' },
  { keys: ['k', '↑'], does: 'previous' },
  { keys: ['Enter'], does: 'open' },
  { keys: ['x'], does: 'choose' },
  { keys: ['/'], does: 'search' },
  { keys: ['?'], does: 'keys' }
];

const OFF = 'stool-keys-off';

/** The keys of the list, and whether this device wants single letters at all. */
export function listKeys(show: () => void) {
  let off = $state(false);

  const rows = () => [...document.querySelectorAll<HTMLElement>('[data-row]')];

  function move(by: number) {
    const all = rows();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  }

  function choose() {
    const row = document.activeElement?.closest('tr');
    row?.querySelector<HTMLInputElement>('[data-tick]')?.click();
  }

  return {
    get off() {
      return off;
    },
    set off(wish: boolean) {
      off = wish;
      try {
        if (wish) localStorage.setItem(OFF, '1');
        else localStorage.removeItem(OFF);
      } catch {
        // Where nothing can be kept it holds for this page.
      }
    },
    /** Once the page is there. */
    recall() {
      try {
        off = localStorage.getItem(OFF) === '1';
      } catch {
        off = false;
      }
    },
    press(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      const at = event.target instanceof HTMLElement ? event.target : null;
      if (document.querySelector('dialog[open]')) return;
      const onRow = at?.matches('[data-row]') ?? false;
      // Arrows belong to the page until a row has the focus; then they go from row to row.
      const arrow = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (onRow && arrow) {
        event.preventDefault();
        move(arrow);
        return;
      }
      if (off || at?.closest('input:not([type=checkbox]), textarea, select, [contenteditable]')) return;
      const does = { j: () => move(1), k: () => move(-1), x: choose, '?': show, '/': search }[event.key];
      if (!does) return;
      event.preventDefault();
      does();
    }
  };
}

function search() {
  const field = document.querySelector<HTMLInputElement>('#q');
  field?.focus();
  field?.select();
}

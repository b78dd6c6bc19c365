// What runs inside the page. Each function is sent there as its text and can use nothing from outside of itself.

/** What the page shows at one moment. */
export interface Shown {
  /** The save state's own words. */
  state: string;
  kept: boolean;
  onServer: boolean;
  /** This tablet's marked words in the diary. */
  marks: string[];
  /** The page came from this tablet, the network having none. */
  fromTablet: boolean;
}

export interface Line {
  id: string;
  text: string;
}

/** Tells what every picture of the page shows that shows something else than the one before. */
export function tellWhatIsShown({ tell, name }: { tell: string; name: string }): void {
  let told = '';
  let due = false;
  function look() {
    due = false;
    const state = document.querySelector('[data-testid="save-state"]')?.textContent?.trim();
    if (!state) return;
    const diary = [...document.querySelectorAll('[data-entry] .text')].map((text) => text.textContent).join('\n');
    const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    const shown: Shown = {
      state,
      kept: state.includes('已存在本机'),
      onServer: state.includes('已上传'),
      marks: diary.match(new RegExp(`〈${name}:\\d+〉`, 'g')) ?? [],
      fromTablet: navigation?.serverTiming.some((timing) => timing.name === 'kept-on-this-tablet') ?? false
    };
    const text = JSON.stringify(shown);
    if (text === told) return;
    told = text;
    (globalThis as unknown as Record<string, (shown: Shown) => void>)[tell]?.(shown);
  }
  new MutationObserver(() => {
    if (due) return;
    due = true;
    // Not before it is drawn: what changes within one turn is shown to nobody.
    requestAnimationFrame(look);
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

export function diaryIn(): Line[] {
  return [...document.querySelectorAll('[data-entry]')].map((line) => ({
    id: line.getAttribute('data-entry') ?? '',
    text: line.querySelector('.text')?.textContent ?? ''
  }));
}

/** The offline copy's updates, in base64. */
export function keptIn(name: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onerror = () => reject(new Error('the copy does not open'));
    opening.onsuccess = () => {
      const all = opening.result.transaction('updates').objectStore('updates').getAll();
      all.onerror = () => reject(new Error('the copy cannot be read'));
      all.onsuccess = () => {
        opening.result.close();
        resolve(
          (all.result as Uint8Array[]).map((bytes) => {
            let binary = '';
            for (const byte of bytes) binary += String.fromCharCode(byte);
            return btoa(binary);
          })
        );
      };
    };
  });
}

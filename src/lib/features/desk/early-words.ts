/**
 * Returns back what a person typed, chose or unfolded while the page's script was still on its way. Svelte, when it takes over
 * a page that the server has drawn, sets each field to what the server gave it (svelte's `set_value`, `set_checked`), so
 * that on a slow computer the first words of a form would be gone. Called once the page has been taken over; the fields
 * hear of it as if it had been typed now.
 */
export function giveBackEarlyWords(): void {
  const early = window.earlyWords;
  delete window.earlyWords;
  for (const [element, { value, checked, open }] of early ?? []) {
    if (!element.isConnected) continue;
    if (element instanceof HTMLDetailsElement) {
      element.open = open ?? false;
      continue;
    }
    if (!isField(element) || element.type === 'file') continue;
    // A choice's value is its name, not what was chosen.
    const choice = element.type === 'radio' || element.type === 'checkbox';
    if (choice ? element.checked === checked : element.value === value) continue;
    if (choice) element.checked = checked ?? false;
    else element.value = value ?? '';
    for (const kind of ['input', 'change']) element.dispatchEvent(new Event(kind, { bubbles: true }));
  }
}

const isField = (element: Element): element is HTMLInputElement => 'form' in element && 'value' in element;

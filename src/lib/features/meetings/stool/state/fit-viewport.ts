import type { Attachment } from 'svelte/attachments';

/**
 * Fits an element to what the software keyboard leaves of the window: Chrome on Android lays the keyboard over the page,
 * so that `100dvh` reaches under it. Sets `--view-height` and `--view-top`.
 */
export const fitViewport: Attachment<HTMLElement> = (element) => {
  const view = window.visualViewport;
  if (!view) return;
  function fit() {
    // A page zoomed by two fingers also has a small visual viewport; only the keyboard is meant.
    if (view!.scale > 1.01) return;
    element.style.setProperty('--view-height', `${view!.height}px`);
    element.style.setProperty('--view-top', `${view!.offsetTop}px`);
  }
  fit();
  view.addEventListener('resize', fit);
  view.addEventListener('scroll', fit);
  return () => {
    view.removeEventListener('resize', fit);
    view.removeEventListener('scroll', fit);
  };
};

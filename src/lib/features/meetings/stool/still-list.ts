import type { Attachment } from 'svelte/attachments';

/** Nearer than this to the end counts as reading along. */
const NEAR_END = 48;

export interface Reading {
  /** Whether the end of the list is in view; told only when it changes. */
  onend?: (atEnd: boolean) => void;
  /** A list that grows at its end is followed by a reader who is there. */
  follow?: boolean;
}

/**
 * Keeps a scrolled list still while others write in it: after each change of layout, and before it is painted, the line
 * that is being written (else the first one fully in view) stands where it stood. The browser's own scroll anchoring does
 * not help at the very top of a list and does not know which line is being written, so it is switched off here.
 * Lines carry `data-line`.
 */
export function stillList({ onend, follow = false }: Reading = {}): Attachment<HTMLElement> {
  return (scroller) => {
    scroller.style.overflowAnchor = 'none';
    let anchor: { line: Element; top: number } | null = null;
    let atEnd: boolean | null = follow || null;
    const edge = () => scroller.getBoundingClientRect().top;

    function choose() {
      const top = edge();
      const focused = scroller.contains(document.activeElement) ? document.activeElement : null;
      let line: Element | null = focused?.closest('[data-line]') ?? null;
      if (!line || !inView(line, scroller)) line = firstInView(scroller, top);
      anchor = line ? { line, top: line.getBoundingClientRect().top - top } : null;
      const end = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop < NEAR_END;
      if (end !== atEnd) onend?.((atEnd = end));
    }

    function keep() {
      const writing = scroller.contains(document.activeElement);
      if (follow && atEnd && !writing) scroller.scrollTop = scroller.scrollHeight;
      else if (anchor?.line.isConnected) {
        const moved = anchor.line.getBoundingClientRect().top - edge() - anchor.top;
        if (Math.abs(moved) >= 1) scroller.scrollTop += moved;
      }
      choose();
    }

    // A field that is taken away gives up the focus in the midst of a drawing; what stands where is known after it.
    const chooseSoon = () => queueMicrotask(() => scroller.isConnected && choose());

    // A list that is followed begins at its end.
    if (follow) scroller.scrollTop = scroller.scrollHeight;
    const sizes = new ResizeObserver(keep);
    const watchChildren = () => {
      sizes.disconnect();
      sizes.observe(scroller);
      for (const child of scroller.children) sizes.observe(child);
    };
    const children = new MutationObserver(watchChildren);
    children.observe(scroller, { childList: true });
    watchChildren();
    scroller.addEventListener('scroll', choose, { passive: true });
    scroller.addEventListener('focusin', chooseSoon);
    scroller.addEventListener('focusout', chooseSoon);
    return () => {
      sizes.disconnect();
      children.disconnect();
      scroller.removeEventListener('scroll', choose);
      scroller.removeEventListener('focusin', chooseSoon);
      scroller.removeEventListener('focusout', chooseSoon);
    };
  };
}

function inView(line: Element, scroller: Element): boolean {
  const box = line.getBoundingClientRect();
  const frame = scroller.getBoundingClientRect();
  return box.bottom > frame.top && box.top < frame.bottom;
}

/** The first line whose head is in view, else the one that fills the view. Lines stand in order, so it is halved to. */
function firstInView(scroller: Element, top: number): Element | null {
  const lines = scroller.querySelectorAll('[data-line]');
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle]!.getBoundingClientRect().top >= top - 1) high = middle;
    else low = middle + 1;
  }
  const line = lines[low] ?? lines[lines.length - 1] ?? null;
  if (line && low > 0 && line.getBoundingClientRect().top > scroller.getBoundingClientRect().bottom)
    return lines[low - 1] ?? line;
  return line;
}

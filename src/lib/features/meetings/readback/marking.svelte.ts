import { createSubscriber } from 'svelte/reactivity';
import { MarksDocument, readMarks, type MarkRecord } from '$lib/document/marks';
import { OWN } from '$lib/document/meeting-document';
import { standingOf, type Target } from '$lib/domain/meetings/marks';
import type { Stool } from '../stool/stool';

const known = new WeakMap<Stool, ReturnType<typeof createMarking>>();

/** What those present say of each line; one for all the parts of a readback. */
export function markingOf(stool: Stool) {
  const there = known.get(stool) ?? createMarking(stool);
  known.set(stool, there);
  return there;
}

function createMarking(stool: Stool) {
  const { doc } = stool.document;
  const marks = new MarksDocument(doc, OWN);
  const root = doc.getMap('marks');
  let cached: MarkRecord[] | null = null;
  const subscribe = createSubscriber((update) => {
    const heard = () => {
      cached = null;
      update();
    };
    cached = null;
    root.observeDeep(heard);
    return () => root.unobserveDeep(heard);
  });
  const list = () => {
    subscribe();
    return (cached ??= readMarks(doc));
  };
  const now = () => stool.clock().toISOString();
  const by = stool.input.me.accountId;

  return {
    standing: (target: Target, words: string) => standingOf(target, words, list()),
    /** Whether it was ever confirmed, in whatever words. */
    wasConfirmed: (target: Target) => list().some((mark) => mark.target === target && mark.mark === 'confirmed'),
    confirm: (lines: readonly { target: Target; words: string }[]) => marks.confirm(lines, now(), by),
    dissent: (target: Target, who: string, text: string) => marks.dissent(target, { who, text, at: now(), by }),
    takeBack: (id: string) => marks.remove(id)
  };
}

import { untrack } from 'svelte';
import { openMeetingDocument } from '$lib/document/meeting-document';
import { isReportStep } from '$lib/domain/meetings/agenda-template';
import { spotlightKey } from '$lib/domain/meetings/spotlight';
import type { Lead } from '../lead/lead.svelte';
import type { Stool } from '../stool/stool';
import { fetchPromises } from './promises';
import { isReportLine } from './report-line';

/**
 * A meeting that begins on this tablet begins with the report: its drawer opens and the screen shows it, where anything was
 * promised here before. Another tablet's beginning opens nothing here. What opened by itself goes by itself: the first line
 * that anybody writes of something else has the screen follow the writing again.
 */
export function openByItself(lead: Lead, stool: Stool): void {
  const overview = spotlightKey({ what: 'reports' });
  const show = (spotlight: string | null) => openMeetingDocument(lead.doc, 'leading').setMeta({ spotlight });
  const written = $derived(stool.entries.filter(({ id }) => !isReportLine(id)).length);
  let tried = false;
  let opened = $state(false);

  $effect(() => {
    if (tried || !stool.begunHere || stool.meta.phase !== 'live' || stool.status !== 'connected') return;
    tried = true;
    // A page that is loaded again in the middle of its meeting begins nothing.
    if (untrack(busy)) return;
    void fetchPromises(stool.input.meeting.id).then((found) => {
      // Whoever has done something else meanwhile is not disturbed.
      if (!found?.lines.length || busy()) return;
      lead.tab = 'report';
      lead.open = true;
      // Its item of the agenda begins with it, where the agenda has one and nobody has gone to another.
      const first = stool.agenda[0];
      if (first && stool.meta.agendaAt === null && isReportStep(first)) stool.goToAgenda(first.id);
      show(overview);
      opened = true;
    });
  });
  const writing = () =>
    Boolean(stool.draft.text || stool.draft.speaker) || document.activeElement?.matches('input, textarea') === true;
  const busy = () => lead.open || stool.meta.spotlight !== null || written > 0 || writing();

  $effect(() => {
    if (!opened || written === 0) return;
    opened = false;
    if (untrack(() => stool.meta.spotlight) === overview) show(null);
  });
}

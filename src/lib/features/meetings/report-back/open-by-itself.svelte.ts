import { openMeetingDocument } from '$lib/document/meeting-document';
import { spotlightKey } from '$lib/domain/meetings/spotlight';
import type { Lead } from '../lead/lead.svelte';
import type { Stool } from '../stool/context';
import { fetchPromises } from './promises';

/**
 * A meeting that begins on this tablet begins with the report: its drawer opens and the wall shows it, where anything was
 * promised here before. Another tablet's beginning opens nothing here.
 */
export function openByItself(lead: Lead, stool: Stool): void {
  const { id } = stool.given.meeting;
  $effect(() => {
    const heard = (
      _: unknown,
      transaction: { origin: unknown; local: boolean; changed: Map<unknown, Set<unknown>> }
    ) => {
      const meta = lead.doc.getMap('meta');
      const begun =
        transaction.local && transaction.origin === 'leading' && transaction.changed.get(meta)?.has('phase');
      if (!begun || meta.get('phase') !== 'live') return;
      lead.doc.off('update', onUpdate);
      void fetchPromises(id).then((found) => {
        // Whoever has done something else meanwhile is not disturbed.
        if (!found?.lines.length || lead.open || stool.meta.spotlight !== null) return;
        lead.tab = 'report';
        lead.open = true;
        openMeetingDocument(lead.doc, 'leading').setMeta({ spotlight: spotlightKey({ what: 'reports' }) });
      });
    };
    const onUpdate = (_update: Uint8Array, _origin: unknown, doc: unknown, transaction: Parameters<typeof heard>[1]) =>
      heard(doc, transaction);
    if (lead.doc.getMap('meta').get('phase') !== 'prepare') return;
    lead.doc.on('update', onUpdate);
    return () => lead.doc.off('update', onUpdate);
  });
}

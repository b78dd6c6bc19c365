import type { Component } from 'svelte';
import type { IconName } from '$lib/ui/icons';
import type { Stool } from '../stool/stool';
import People from '../attendance/People.svelte';
import Deciding from '../deciding/Deciding.svelte';
import Disputes from '../disputes/Disputes.svelte';
import Folding from '../folding/Folding.svelte';
import Tray from '../phones/Tray.svelte';
import Reports from '../report-back/Reports.svelte';
import Screen from '../screen/ScreenControls.svelte';
import Agenda from './Agenda.svelte';
import type { Lead, ToolId } from './lead.svelte';
import Speakers from './Speakers.svelte';

/** One drawer of the panel. Its view finds the meeting by `useStool()`, and in `lead` what leading needs besides. */
export interface Tool {
  id: ToolId;
  icon: IconName;
  View: Component<{ lead: Lead }>;
  /** How many things wait there; read while the panel is shut too. */
  badge?: (lead: Lead, stool: Stool) => number;
}

export const TOOLS: readonly Tool[] = [
  { id: 'report', icon: 'ledger', View: Reports },
  { id: 'speakers', icon: 'voice', View: Speakers, badge: (lead) => lead.floor.waiting.length },
  { id: 'agenda', icon: 'clock', View: Agenda },
  { id: 'deciding', icon: 'decision', View: Deciding },
  { id: 'dispute', icon: 'mediation', View: Disputes },
  { id: 'people', icon: 'people', View: People },
  { id: 'phones', icon: 'tablet', View: Tray, badge: (lead) => lead.tray.length },
  { id: 'screen', icon: 'screen', View: Screen },
  { id: 'folding', icon: 'stool', View: Folding }
];

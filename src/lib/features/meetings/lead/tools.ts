import type { Component } from 'svelte';
import type { IconName } from '$lib/ui/icons';
import type { Stool } from '../stool/context';
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
  { id: 'speakers', icon: 'voice', View: Speakers, badge: (lead) => lead.floor.waiting.length },
  { id: 'agenda', icon: 'clock', View: Agenda }
];

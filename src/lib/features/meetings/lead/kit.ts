// What the tablet fetches to lead a meeting: the floor and the agenda's time, in one piece.
export { createLead, type Lead } from './lead.svelte';
export { default as Late } from './Late.svelte';
export { default as LeadButton } from './LeadButton.svelte';
export { default as Panel } from './Panel.svelte';

/** The six categories of MISSION.md B5: repair, everyday services, environment, mediation, care, culture. */
export const CATEGORIES = ['repair', 'services', 'environment', 'mediation', 'care', 'culture'] as const;
export type Category = (typeof CATEGORIES)[number];

/** How much handling an item takes; each has its limit in working days (ledger-settings.ts). */
export const TIERS = ['simple', 'standard', 'complex'] as const;
export type Tier = (typeof TIERS)[number];
/** What is asked at a meeting: whether it can be done at once, or takes several (the contract of the shared document). */
export const ISSUE_TIERS = ['simple', 'complex'] as const;

/** How a matter came to the community. */
export const CHANNELS = ['meeting', 'desk', 'online', 'visit', 'informant', 'phone'] as const;
export type Channel = (typeof CHANNELS)[number];

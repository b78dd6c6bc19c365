/** The six categories of MISSION.md B5: repair, everyday services, environment, mediation, care, culture. */
export const CATEGORIES = ['repair', 'services', 'environment', 'mediation', 'care', 'culture'] as const;
export type Category = (typeof CATEGORIES)[number];

export const TIERS = ['simple', 'complex'] as const;
export type Tier = (typeof TIERS)[number];

/** How a matter came to the community. */
export const CHANNELS = ['meeting', 'desk', 'online', 'visit', 'informant', 'phone'] as const;
export type Channel = (typeof CHANNELS)[number];

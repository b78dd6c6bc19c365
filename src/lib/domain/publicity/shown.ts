/** A meeting as anybody may see it: the public view of its document, ids of people and places replaced by their names. */
export interface Shown {
  code: string;
  community: string;
  /** IANA, the community's. */
  timeZone: string;
  title: string;
  kind: string;
  venue: string | null;
  /** ISO */
  startsAt: string;
  phase: string;
  /** Id of the entry or issue everybody should look at. */
  spotlight: string | null;
  agendaAt: string | null;
  agenda: ShownStep[];
  /** Oldest first. */
  entries: ShownEntry[];
  issues: ShownIssue[];
  /** How many are there; 0 when nobody counted. */
  present: number;
  people: { groups: { building: string; count: number }[]; names: string[] };
  /** The picture that everybody should look at: its upload. */
  photo: string | null;
  /** Who has the floor, as people call them. */
  speakerNow: string | null;
  /** Who waits for it, in the order they will be asked; a phone's is not named before its turn: null. */
  waiting: (string | null)[];
  /** Whether residents' phones may take part. */
  phonesOpen: boolean;
  polls: ShownPoll[];
  /** Disputes that were talked down, where both sides agreed that everybody may read it. */
  disputes: ShownDispute[];
  /** What earlier meetings here promised, with what those present say of it. */
  reports: ShownReport[];
  /** How the screen looks, as the facilitator set it. */
  screen: ScreenSettings;
}

export interface ShownReport {
  id: string;
  title: string;
  group: string;
  owner: string | null;
  /** YYYY-MM-DD */
  dueOn: string | null;
  daysLate: number;
  /** Why it is late, or what was done; masked. */
  reason: string;
  /** Mean of the ratings, 1 to 5; null: not rated. */
  rating: number | null;
  verdict: string | null;
  done: number;
  notYet: number;
  /** How it was and how it is, while the facilitator has the screen show it with its pictures; else null. */
  pictures: { before: string | null; after: string | null } | null;
}

export interface ScreenSettings {
  /** Factor on its type. */
  size: number;
  /** High contrast, for daylight. */
  outdoors: boolean;
  /** It stands still, whatever is written. */
  frozen: boolean;
}

export interface ShownPoll {
  id: string;
  kind: string;
  question: string;
  open: boolean;
  phones: boolean;
  /** With their own words; those of a fixed kind have none. */
  choices: { id: string; label: string }[];
  /** Phones that voted so far. */
  voters: number;
  /** Null while it is open: nobody votes with the others. */
  result: {
    total: Readonly<Record<string, number>>;
    hands: Readonly<Record<string, number>> | null;
    phones: Readonly<Record<string, number>>;
    outcome: string;
    /** Choices by their votes. */
    ranking: string[];
    objections: number;
    present: number;
    /** Fewer were present than the community asks for: it does not count. */
    short: boolean;
  } | null;
}

export interface ShownDispute {
  id: string;
  topic: string;
  sides: { name: string; position: string }[];
  /** What both accept. */
  common: string;
  agreed: string;
  /** Who looks whether it holds. */
  checker: string | null;
  /** YYYY-MM-DD */
  checkOn: string | null;
}

export interface ShownStep {
  id: string;
  /** Empty where neighbours' dispute is talked down. */
  title: string;
  minutes: number;
  startedAt: string | null;
  endedAt: string | null;
  /** ISO; where its clock counts from */
  countedFrom: string | null;
  carried: boolean;
}

export interface ShownEntry {
  id: string;
  /** ISO */
  at: string;
  kind: string;
  speaker: string;
  text: string;
  dissents: ShownDissent[];
}

/** Somebody said otherwise when it was read back. */
export interface ShownDissent {
  id: string;
  who: string;
  text: string;
}

export interface ShownIssue {
  id: string;
  title: string;
  detail: string;
  category: string | null;
  outcome: string;
  answer: string;
  owner: string | null;
  /** YYYY-MM-DD */
  dueOn: string | null;
  raisedBy: string;
  supporters: number;
  confirmed: boolean;
  dissents: ShownDissent[];
}

/** A meeting's code as it is kept: people type it in capitals, with spaces, or copy it with a slash. */
export function plainCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

/** What watching may cost. Counts are of open event streams. */
export interface Limits {
  /** By device cookie, over all meetings: a whole meeting shares one address, so never by that. */
  perDevice: number;
  /** Residents' phones at one meeting; screens are counted apart, so that a crowd cannot shut the screen out. */
  residentsPerMeeting: number;
  screensPerMeeting: number;
  /** Over all meetings. */
  total: number;
  /** Least time between two editions of one meeting, in milliseconds: some five a second. */
  intervalMs: number;
  /** How long a meeting nobody watches any more is kept ready, so that a page and its stream share one projection. */
  lingerMs: number;
  /** Meetings kept ready that nobody watches. */
  idleChannels: number;
  /** Names of people and places are read anew this often while someone watches. */
  namesMs: number;
  /** Said to whoever is refused. */
  retrySeconds: number;
}

export const LIMITS: Limits = {
  perDevice: 8,
  residentsPerMeeting: 2_000,
  screensPerMeeting: 50,
  total: 10_000,
  intervalMs: 200,
  lingerMs: 60_000,
  idleChannels: 200,
  namesMs: 60_000,
  retrySeconds: 30
};

import { SvelteMap } from 'svelte/reactivity';
import {
  ArrivalsDocument,
  PrivateDocument,
  privateDocument,
  readArrivals,
  readPrivate,
  type Consent
} from '$lib/document/attendance';
import {
  householdLabel,
  MOST_HEADS,
  possibleDoubles,
  presenceOf,
  type Household
} from '$lib/domain/meetings/attendance';
import { connectMeeting } from '$lib/sync/connect-meeting';
import type { Lead } from '../lead/lead.svelte';
import type { Stool } from '../stool/stool';

const HOMES = 'stool/households';
const LEFT = 'stool/private/';

const made = new WeakMap<Lead, { here: Attendance; end: () => void }>();

/** Who is here, made when it is first asked for and kept with the page: what it holds goes up whichever drawer is open. */
export function attendanceOf(lead: Lead, stool: Stool): Attendance {
  const existing = made.get(lead);
  if (existing) return existing.here;
  let here: Attendance | undefined;
  const end = $effect.root(() => {
    here = createAttendance(lead, stool);
  });
  made.set(lead, { here: here!, end });
  return here!;
}

export function endAttendance(lead: Lead): void {
  made.get(lead)?.end();
  made.delete(lead);
}

/** Whether an earlier page left names here that the server has not got. */
export function leftBehind(meetingId: string): boolean {
  try {
    return localStorage.getItem(LEFT + meetingId) !== null;
  } catch {
    return false;
  }
}

/** The private half is opened with the first look at it; what it holds and the server has not got is said in its drawer. */
function createAttendance(lead: Lead, stool: Stool) {
  const { me, meeting, locale } = stool.input;
  const arrivals = lead.watch(lead.doc, 'people', () => readArrivals(lead.doc));
  const publicly = new ArrivalsDocument(lead.doc, lead.own);
  /** Names and consents are nothing that undo of a line should touch. */
  const shown = new ArrivalsDocument(lead.doc, 'leading');
  const now = () => lead.clock().toISOString();

  const connection = connectMeeting({
    documentName: privateDocument(meeting.id),
    epoch: meeting.epoch,
    personName: me.name
  });
  const people = lead.watch(connection.doc, 'people', () => readPrivate(connection.doc));
  const privately = new PrivateDocument(connection.doc, 'own');
  const known = $derived(new SvelteMap(people().map((person) => [person.id, person])));
  let saved = $state.raw(connection.saved);
  $effect(() => connection.subscribe(() => (saved = connection.saved)));
  $effect(() => () => connection.destroy());
  $effect(() => {
    const waits = saved.waiting > 0;
    try {
      if (waits) localStorage.setItem(LEFT + meeting.id, '1');
      else if (saved.onServer) localStorage.removeItem(LEFT + meeting.id);
    } catch {
      // A private window keeps nothing beyond the page anyway.
    }
  });

  let homes = $state.raw<readonly Household[]>(keptHomes());
  let fetched = $state(false);
  async function fetchHomes() {
    try {
      const answer = await fetch(`/meetings/${meeting.id}/households`);
      if (!answer.ok) return;
      homes = (await answer.json()) as Household[];
      fetched = true;
      localStorage.setItem(HOMES, JSON.stringify(homes));
    } catch {
      // Without a network those that were fetched before are used.
    }
  }
  void fetchHomes();

  function write<T>(work: () => T): T {
    return lead.act('set', work);
  }

  return {
    get presence() {
      return presenceOf(arrivals());
    },
    /** Newest first; heads that were only counted apart. */
    get list() {
      return arrivals()
        .filter(({ via }) => via !== 'number')
        .toReversed()
        .map((arrival) => ({ ...arrival, own: known.get(arrival.id) ?? null }));
    },
    get heads() {
      return arrivals()
        .filter(({ via }) => via === 'number')
        .reduce((sum, { count }) => sum + count, 0);
    },
    get doubles() {
      const here = arrivals().map(({ id }) => id);
      return possibleDoubles(people().filter(({ id }) => here.includes(id)));
    },
    /** Homes of which somebody has signed in. */
    get signedHomes(): readonly (string | null)[] {
      const here = arrivals().map(({ id }) => id);
      return people()
        .filter(({ id }) => here.includes(id))
        .map(({ householdId }) => householdId);
    },
    get homes() {
      return homes;
    },
    get homesKnown() {
      return fetched || homes.length > 0;
    },
    get saved() {
      return saved;
    },
    locale,

    /** Some heads more or less; one record a tablet, so that two that count at once both count. */
    count(by: number) {
      const id = `heads-${lead.tablet}`;
      const mine = arrivals().find((arrival) => arrival.id === id);
      const next = Math.max(0, Math.min(MOST_HEADS, (mine?.count ?? 0) + by));
      if (mine) shown.set(id, { count: next });
      else if (next) shown.add({ id, building: '', count: next, arrivedAt: now(), via: 'number', by: me.accountId });
    },
    /** Somebody of this home is here. */
    tap(home: Household) {
      const id = write(() =>
        publicly.add({ building: home.building, count: 1, arrivedAt: now(), via: 'tablet', by: me.accountId })
      );
      privately.put(id, { householdId: home.id, home: householdLabel(home) });
    },
    setName(id: string, name: string) {
      privately.put(id, { name: name.trim() });
      const consent = known.get(id)?.consent;
      if (consent?.given) shown.set(id, { shownAs: name.trim() || null });
    },
    consent(id: string, input: boolean) {
      const consent: Consent = { given: input, at: now(), heard: 'tablet', by: me.accountId };
      privately.put(id, { consent });
      shown.set(id, { shownAs: (input && known.get(id)?.name) || null });
    },
    sign: (id: string, signature: string) => privately.put(id, { signature, oral: false }),
    confirmAloud: (id: string) => privately.put(id, { oral: true, signature: '' }),
    remove(id: string) {
      write(() => publicly.remove(id));
    },
    keepOne(first: string, second: string) {
      const [one, other] = [known.get(first), known.get(second)];
      // The one that says more stays.
      const weight = (person: typeof one) => Number(Boolean(person?.name)) + Number(Boolean(person?.signature));
      write(() => publicly.remove(weight(other) > weight(one) ? first : second));
    }
  };
}

export type Attendance = ReturnType<typeof createAttendance>;

function keptHomes(): readonly Household[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(HOMES) ?? '[]');
    return Array.isArray(kept) ? (kept as Household[]) : [];
  } catch {
    return [];
  }
}

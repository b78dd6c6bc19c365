import { LIVE, type State } from '../ledger/state';
import { serviceOf, type ServiceCode } from './service';
import { plainText } from './text';
import { endOfDay, writeW3c } from './w3c';

/** In the order of the specification (rule G9). */
export const REQUEST_FIELDS = [
  'service_request_id',
  'status',
  'status_notes',
  'service_name',
  'service_code',
  'description',
  'agency_responsible',
  'service_notice',
  'requested_datetime',
  'updated_datetime',
  'expected_datetime',
  'address',
  'address_id',
  'zipcode',
  'lat',
  'long',
  'media_url'
] as const;
export type ServiceRequest = Record<(typeof REQUEST_FIELDS)[number], string | null>;

export const STATUSES = ['open', 'closed'] as const;
export type Status = (typeof STATUSES)[number];

/** The states that a status stands for (rule G5); what is withdrawn stands for none. */
export const STATES_OF: Readonly<Record<Status, readonly State[]>> = {
  open: LIVE,
  closed: ['finished', 'verified', 'rated', 'answered', 'declined', 'merged']
};

export function statusOf(state: State): Status {
  return STATES_OF.open.includes(state) ? 'open' : 'closed';
}

/** What is looked at of an item; its texts are masked. */
export interface PublicItem {
  id: string;
  state: State;
  category: string;
  title: string;
  /** What was written at the meeting; empty where the office has put it otherwise. */
  detail: string;
  /** The answer, how it was finished, why it was declined or is on hold. */
  said: string;
  /** Name of the organisation that owns it, or of the community where a person does. */
  agency: string | null;
  place: string | null;
  community: string;
  timeZone: string;
  /** ISO each */
  createdAt: string;
  updatedAt: string;
  finishedAt: string | null;
  /** YYYY-MM-DD: what was promised */
  dueOn: string | null;
}

/** The words of a language that a request needs. */
export interface RequestWords {
  service: (code: ServiceCode) => string;
  /** What a state is called. */
  state: (state: State) => string;
  /** A state and what was said of it. */
  note: (state: string, said: string) => string;
  address: (place: string, community: string) => string;
}

const orNull = (text: string) => text || null;

/** An item as the specification has it (rules G5 to G10). */
export function serviceRequestOf(item: PublicItem, words: RequestWords): ServiceRequest {
  const { id, state, timeZone } = item;
  const status = statusOf(state);
  const code = serviceOf(item.category);
  const note = words.state(state);
  const said = plainText(item.said);
  const updated = status === 'closed' ? (item.finishedAt ?? item.updatedAt) : item.updatedAt;
  return {
    service_request_id: id,
    status,
    status_notes: orNull(said ? plainText(words.note(note, said)) : note),
    service_name: words.service(code),
    service_code: code,
    description: orNull(plainText([item.title, item.detail].filter(Boolean).join('\n'))),
    agency_responsible: item.agency && orNull(plainText(item.agency)),
    service_notice: null,
    requested_datetime: writeW3c(item.createdAt, timeZone),
    updated_datetime: writeW3c(updated, timeZone),
    expected_datetime: item.dueOn && state !== 'held' ? endOfDay(item.dueOn, timeZone) : null,
    address: item.place && orNull(plainText(words.address(item.place, item.community))),
    address_id: null,
    zipcode: null,
    lat: null,
    long: null,
    media_url: null
  };
}

import fc from 'fast-check';
import * as Y from 'yjs';
import { AgendaDocument } from '$lib/document/agenda-editing';
import { ROOTS } from '$lib/document/keys';
import { MeetingDocument } from '$lib/document/meeting-document';
import { movedInQueue } from '$lib/document/ordering';
import { SpeakersDocument } from '$lib/document/queue';
import { seedMeeting } from '$lib/document/seed-meeting';
import { floorAt } from '$lib/domain/meetings/speaking';

/** A meeting as the server seeds it. */
export function seededDoc(): Y.Doc {
  const doc = new Y.Doc();
  seedMeeting(doc, {
    title: '老槐树下议事会',
    kind: 'stool',
    venueId: null,
    startsAt: '2026-11-23T11:00:00.000Z',
    agenda: [
      { title: '上次的事', minutes: 10 },
      { title: '大家说', minutes: 30 }
    ]
  });
  return doc;
}

/** A replica of a document, under a client id of its own. */
export function replicaOf(doc: Y.Doc): MeetingDocument {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return new MeetingDocument(copy);
}

/** Everything each has, to everyone, until nothing is missing. */
export function meet(replicas: readonly MeetingDocument[]): void {
  for (const to of replicas)
    for (const from of replicas)
      if (to !== from) Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), 'network');
}

/** One act of a helper on a tablet; `n` picks the record it is done to. */
export type Act = { what: (typeof ACTS)[number]; n: number; text: string };
const ACTS = [
  ...(['add entry', 'type', 'remove entry', 'to issue', 'add issue', 'set issue', 'confirm', 'move up'] as const),
  ...([
    'move down',
    'support',
    'unsupport',
    'remove issue',
    'agenda',
    'phase',
    'meta',
    'photo',
    'remove photo'
  ] as const),
  ...(['ask to speak', 'let speak', 'stop speaking', 'leave queue', 'queue up', 'queue down'] as const),
  ...(['add step', 'set step', 'carry steps', 'step up', 'step down', 'remove step'] as const)
];
const sentence = fc.string({ unit: fc.constantFrom('灯', '坏', '了', 'a', ' ', '👵', '\n'), maxLength: 8 });

export const acts = (maxLength: number) =>
  fc.array(fc.record({ what: fc.constantFrom(...ACTS), n: fc.nat(9), text: sentence }), { maxLength });

export function perform(document: MeetingDocument, { what, n, text }: Act): void {
  const pick = <T>(list: readonly T[]): T | undefined => (list.length ? list[n % list.length] : undefined);
  const entry = pick(document.entries())?.id ?? 'absent';
  const issue = pick(document.issues())?.id ?? 'absent';
  switch (what) {
    case 'add entry':
      document.addEntry({ kind: 'voice', speaker: '3号楼', text, by: 'me', at: `2026-11-23T11:0${n}:00.000Z` });
      break;
    case 'type':
      document.entryText(entry)?.insert(0, text);
      document.issueText(issue, 'detail')?.insert(0, text);
      break;
    case 'remove entry':
      document.removeEntry(entry);
      break;
    case 'to issue':
      document.issueFromEntry(entry);
      break;
    case 'add issue':
      document.addIssue({ title: text });
      break;
    case 'set issue':
      document.setIssue(issue, { outcome: n % 2 ? 'ledger' : 'answered', ownerId: `party ${n}`, dueOn: '2026-12-01' });
      break;
    case 'confirm':
      document.confirmIssue(issue, n % 2 ? '2026-11-23T12:00:00.000Z' : null);
      break;
    case 'move up':
      document.moveIssue(issue, 'up');
      break;
    case 'move down':
      document.moveIssue(issue, 'down');
      break;
    case 'support':
      document.addSupporter(issue);
      break;
    case 'unsupport':
      document.removeSupporter(issue);
      break;
    case 'remove issue':
      document.removeIssue(issue);
      break;
    case 'agenda':
      document.goToAgenda(pick(document.agenda())?.id ?? null, '2026-11-23T11:30:00.000Z');
      break;
    case 'phase':
      document.setPhase(n % 2 ? 'live' : 'readback');
      break;
    case 'meta':
      document.setMeta({ title: text });
      break;
    case 'photo':
      document.addPhoto({
        id: crypto.randomUUID(),
        kind: n % 2 ? 'photo' : 'voice',
        by: 'me',
        entryId: n % 3 ? entry : null,
        takenAt: `2026-11-23T11:0${n}:30.000Z`
      });
      break;
    case 'remove photo':
      document.removePhoto(pick(document.photos())?.id ?? 'absent');
      break;
    default:
      lead(document, { what, n, text });
  }
}

/** Leading: the floor and the agenda. */
function lead({ doc, origin }: MeetingDocument, { what, n, text }: Act): void {
  const [speakers, agenda] = [new SpeakersDocument(doc, origin), new AgendaDocument(doc, origin)];
  const pick = (list: readonly { id: string }[]) => (list.length ? list[n % list.length]!.id : 'absent');
  const [asking, step] = [pick(speakers.read()), pick(agenda.read())];
  const at = `2026-11-23T11:2${n}:00.000Z`;
  switch (what) {
    case 'ask to speak':
      speakers.add({ name: `${n % 4}号楼${text}`, askedAt: at, from: n % 2 ? 'tablet' : 'phone' });
      break;
    case 'let speak':
      speakers.start(asking, at);
      break;
    case 'stop speaking':
      speakers.stop(at);
      break;
    case 'leave queue':
      speakers.remove(asking);
      break;
    case 'queue up':
    case 'queue down':
      speakers.place(
        movedInQueue(floorAt(speakers.read(), Date.parse(at)).waiting, asking, what === 'queue up' ? 'up' : 'down')
      );
      break;
    case 'add step':
      agenda.add(text, n, step);
      break;
    case 'set step':
      agenda.set(step, { title: text, minutes: n, carried: n % 2 === 0 });
      break;
    case 'carry steps':
      agenda.carry([step]);
      break;
    case 'step up':
      agenda.move(step, 'up');
      break;
    case 'step down':
      agenda.move(step, 'down');
      break;
    case 'remove step':
      agenda.remove(step);
  }
}

const KEYS = [
  ...[
    'id',
    'at',
    'kind',
    'speaker',
    'text',
    'by',
    'issueId',
    'order',
    'title',
    'detail',
    'category',
    'tier',
    'outcome'
  ],
  ...['answer', 'ownerId', 'dueOn', 'venueId', 'raisedBy', 'supporters', 'entryIds', 'confirmedAt', 'name', 'phone'],
  ...['arrivedAt', 'startsAt', 'phase', 'spotlight', 'agendaAt', 'minutes', 'startedAt', 'endedAt', '__proto__'],
  ...['countedFrom', 'carried', 'from', 'askedAt', 'spells', 'start', 'end', 'removed']
];

/** What a broken tablet or an attacker may put anywhere. */
type Strange =
  | { is: 'plain'; value: string | number | boolean | null | object }
  | { is: 'text'; value: string }
  | { is: 'list'; value: unknown[] }
  | { is: 'map'; value: [string, Strange][] }
  | { is: 'xml' };

const strange: fc.Memo<Strange> = fc.memo((depth) => {
  const flat = fc.oneof(
    fc.record({
      is: fc.constant('plain' as const),
      value: fc.oneof(
        fc.string(),
        fc.double(),
        fc.boolean(),
        fc.constant(null),
        fc.constant({ a: [1] }),
        fc.constant(1e9),
        fc.constant('2026-99-99')
      )
    }),
    fc.record({ is: fc.constant('text' as const), value: fc.string() }),
    fc.record({ is: fc.constant('list' as const), value: fc.array(fc.jsonValue({ maxDepth: 1 }), { maxLength: 3 }) }),
    fc.record({ is: fc.constant('xml' as const) })
  );
  const key = fc.constantFrom(...KEYS);
  return depth > 1
    ? fc.oneof(
        flat,
        fc.record({
          is: fc.constant('map' as const),
          value: fc.array(fc.tuple(key, strange(depth - 1)), { maxLength: 14 })
        })
      )
    : flat;
});

function toShared(value: Strange): unknown {
  switch (value.is) {
    case 'plain':
      return value.value;
    case 'text':
      return new Y.Text(value.value);
    case 'list':
      return Y.Array.from(value.value as string[]);
    case 'xml':
      return new Y.XmlElement('p');
    case 'map': {
      const map = new Y.Map<unknown>();
      for (const [key, inner] of value.value) map.set(key, toShared(inner));
      return map;
    }
  }
}

/** A meeting's document into which any shape was put at any place. */
export const hostileDoc: fc.Arbitrary<Y.Doc> = fc
  .array(fc.tuple(fc.constantFrom(...ROOTS), fc.constantFrom('a', 'b', ...KEYS), strange(3)), { maxLength: 20 })
  .map((puts) => {
    const doc = new Y.Doc();
    for (const [root, id, value] of puts) doc.getMap<unknown>(root).set(id, toShared(value));
    return doc;
  });

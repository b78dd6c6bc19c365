import * as Y from 'yjs';
import { recordIn } from './access';
import { movedKeys, orderBetween } from './ordering';
import { isRemoved, readAgenda, wordsOf } from './reading';
import type { AgendaRecord } from './records';

export type StepPatch = Partial<Pick<AgendaRecord, 'title' | 'minutes' | 'carried' | 'kind'>>;

/** Changing the agenda while the meeting runs. Apart from `MeetingDocument`, which the first script carries. */
export class AgendaDocument {
  constructor(
    readonly doc: Y.Doc,
    readonly origin: unknown
  ) {}

  read = () => readAgenda(this.doc);

  /** Adds an item behind another; at the end when that is null or gone. */
  add(title: string, minutes: number, behind: string | null = null, kind: AgendaRecord['kind'] = ''): string {
    const id = crypto.randomUUID();
    const list = this.read();
    const at = list.findIndex((step) => step.id === behind);
    const last = at < 0 ? list.length - 1 : at;
    const order = orderBetween(list[last]?.order, list[last + 1]?.order);
    this.doc.transact(() => {
      const map = new Y.Map<unknown>();
      const fields = { id, order, title, minutes, startedAt: null, endedAt: null, carried: false, kind };
      for (const [key, value] of Object.entries(fields)) map.set(key, value);
      this.doc.getMap('agenda').set(id, map);
    }, this.origin);
    return id;
  }

  set(id: string, patch: StepPatch): void {
    this.doc.transact(() => {
      const map = this.#step(id);
      for (const [key, value] of Object.entries(patch)) if (map && map.get(key) !== value) map.set(key, value);
    }, this.origin);
  }

  /** Puts several off to the next meeting at once, as one act. */
  carry(ids: readonly string[]): void {
    this.doc.transact(() => ids.forEach((id) => this.set(id, { carried: true })), this.origin);
  }

  move(id: string, direction: 'up' | 'down'): void {
    const keys = movedKeys(this.read(), id, direction);
    if (keys.length)
      this.doc.transact(() => keys.forEach(([one, key]) => this.#step(one)?.set('order', key)), this.origin);
  }

  /** Takes an item out; when the meeting is at it, it is at none. */
  remove(id: string): void {
    const map = this.#step(id);
    if (!map) return;
    this.doc.transact(() => {
      map.set('removed', wordsOf(map));
      const meta = this.doc.getMap('meta');
      if (meta.get('agendaAt') === id) meta.set('agendaAt', null);
    }, this.origin);
  }

  #step(id: string): Y.Map<unknown> | null {
    const map = recordIn(this.doc.getMap<unknown>('agenda'), id);
    return map && !isRemoved(map) ? map : null;
  }
}

import * as Y from 'yjs';
import { recordIn, setMember } from './access';
import { standing } from './reading';

/** One key a device, so that a phone counts once however often it is told. */
export function supportFromPhone(doc: Y.Doc, issueId: string, deviceId: string, on: boolean, origin: unknown): void {
  const issue = recordIn(doc.getMap<unknown>('issues'), issueId);
  if (!standing(issue)) return;
  const member = `phone-${deviceId.slice(0, 16)}`;
  const existing = issue.get('supporters');
  const is = existing instanceof Y.Map && existing.get(member) === true;
  if (is !== on) doc.transact(() => setMember(issue, 'supporters', member, on), origin);
}

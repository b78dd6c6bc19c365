import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AgendaDocument } from '$lib/document/agenda-editing';
import { DisputesDocument } from '$lib/document/disputes';
import { meetingDocument } from '$lib/document/keys';
import { PollsDocument } from '$lib/document/polls';
import { putInTray } from '$lib/document/tray';
import { ROLES } from '$lib/domain/identity/role';
import { privateKind } from '../../../server/attendance';
import { readAttachment } from '../../../server/attachments';
import { listItems, getItem } from '../../../server/ledger';
import {
  checkTablets,
  createTabletBacklogs,
  findInMeetings,
  getMeeting,
  listMeetings,
  meetingCalendar,
  meetingKind,
  meetingRecord,
  procedureOf,
  saidOfItem
} from '../../../server/meetings';
import { getPaper, draftPaper } from '../../../server/papers';
import { picture, sent } from '../attachments/support';
import { caller } from '../../support/ground';
import { granted, holdMeeting, writeIssue } from './support';

/** Every place in a meeting's document whose words are not for whoever only reads meetings; each holds its own mark. */
async function secrets() {
  const held = await holdMeeting();
  const { ground: s, id, document, settle } = held;
  const { doc } = document;
  const agenda = new AgendaDocument(doc, 'own');
  const step = agenda.add('秘密议程', 20, null, 'mediation');
  document.goToAgenda(step);
  const line = document.addEntry({ kind: 'voice', speaker: '秘密人', text: '秘密话', by: 'x' });
  const quarrel = writeIssue(document, { title: '秘密问题', ownerId: caller('facilitator').partyId });
  new PollsDocument(doc, 'own').open({
    kind: 'vote',
    question: '秘密表决',
    phones: true,
    at: '2026-11-23T02:00:00.000Z'
  });
  document.goToAgenda(null);
  const disputes = new DisputesDocument(doc, 'own');
  const sheet = disputes.open(step, '2026-11-23T02:00:00.000Z');
  for (const key of ['topic', 'common', 'agreed', 'positionA', 'positionB'] as const)
    disputes.text(sheet, key)!.insert(0, `秘密${key}`);
  disputes.set(sheet, { nameA: '秘密甲家', nameB: '秘密乙家' });
  putInTray(
    doc,
    { id: randomUUID(), name: '秘密手机', text: '秘密留言', at: '2026-11-23T02:00:00.000Z', photoId: null },
    'own'
  );
  const taken = document.addEntry({ kind: 'voice', speaker: '秘密误写', text: '秘密划掉', by: 'x' });
  document.removeEntry(taken);
  const open = document.addEntry({ kind: 'voice', speaker: '3号楼', text: '大家都听见的', by: 'x' });
  const plain = writeIssue(document, { title: '大家的事' });
  return { ...held, s, id, line, quarrel, open, plain, taken, settle };
}

describe('who does not hold a meeting', () => {
  it('opens neither half of its document, whatever his role', async () => {
    const { s, id } = await secrets();
    for (const kind of [meetingKind(s), privateKind(s)])
      for (const role of ROLES) {
        const name = kind.name === 'meeting' ? meetingDocument(id) : `${meetingDocument(id)}/private`;
        const holds = ['admin', 'secretary', 'staff', 'facilitator'].includes(role);
        expect((await kind.open(caller(role), name))?.right, `${kind.name} ${role}`).toBe(holds ? 'edit' : 'none');
        expect(await kind.open(caller(role, { communityId: 'elsewhere' }), name)).toBeNull();
      }
  });

  it('hears nothing of what is withheld, untaken or taken back, by whichever way he reads', async () => {
    const { s, id, close, settle } = await secrets();
    await settle();
    const ways = async (who: string): Promise<Record<string, unknown>> => {
      const me = caller(who);
      const items = await listItems(s, me, {});
      const lines = 'items' in items ? items.items : [];
      const read = await Promise.all(lines.map(async (one) => getItem(s, me, one.id)));
      return {
        record: await meetingRecord(s, me, id),
        meeting: await getMeeting(s, me, id),
        list: await listMeetings(s, me, {}),
        calendar: await meetingCalendar(
          s,
          granted(await getMeeting(s, caller('facilitator'), id)).code,
          'https://example.test'
        ),
        procedure: await procedureOf(s, me, id, { minutesFinal: false }),
        tablets: await checkTablets({ ...s, backlogs: createTabletBacklogs(s.now) }, me, id),
        found: await findInMeetings(s, me, '秘密', 20),
        paper: await getPaper(s, me, id, 'minutes', null),
        issues: await getPaper(s, me, id, 'issues', null),
        items: read,
        said: await Promise.all(read.map((one) => ('id' in one ? saidOfItem(s, me, one) : null)))
      };
    };
    const look = async (when: string) => {
      for (const who of ['informant', 'partner'])
        for (const [way, answer] of Object.entries(await ways(who)))
          expect(JSON.stringify(answer), `${when}: ${who} by ${way}`).not.toContain('秘密');
    };
    await look('under way');
    const office = JSON.stringify(await ways('facilitator'));
    for (const secret of ['秘密话', '秘密问题', '秘密topic', '秘密甲家']) expect(office).toContain(secret);
    await close();
    granted(await draftPaper(s, caller('staff'), { meetingId: id, kind: 'minutes' }, 'zh-CN'));
    await look('after the close');
    expect(granted(await getPaper(s, caller('informant'), id, 'minutes', null)).shown, 'a draft').toBeNull();
  });

  it('sees a picture only where what it is of stands and is withheld from nobody', async () => {
    const { s, id, document, line, quarrel, open, plain, taken, settle } = await secrets();
    const of = {
      open: { entryId: open },
      plain: { issueId: plain },
      line: { entryId: line },
      quarrel: { issueId: quarrel }
    };
    const more = {
      both: { entryId: line, issueId: plain },
      gone: { entryId: taken },
      alone: {},
      untaken: null,
      removed: { entryId: open }
    };
    const ids = new Map<string, string>();
    for (const [name, about] of Object.entries({ ...of, ...more })) {
      const photo = randomUUID();
      ids.set(name, photo);
      if (about)
        document.addPhoto({ id: photo, kind: 'photo', takenAt: '2026-11-23T02:00:00.000Z', by: 'x', ...about });
      if (name === 'untaken') continue;
      expect(await sent(s, photo, { meetingId: id, bytes: await picture(20 + ids.size, 20) })).toMatchObject({
        complete: true
      });
    }
    document.removePhoto(ids.get('removed')!);
    await settle();
    const seen = async (who: string) => {
      const all: string[] = [];
      for (const [name, photo] of ids) {
        const found = await readAttachment(s, caller(who), { id: photo, size: 'large' });
        if ('bytes' in found) all.push(name);
      }
      return all.sort();
    };
    expect(await seen('informant')).toEqual(['open', 'plain']);
    expect(await seen('partner')).toEqual([]);
    expect(await seen('facilitator')).toEqual(['alone', 'both', 'gone', 'line', 'open', 'plain', 'quarrel', 'removed']);
    const told = granted(await meetingRecord(s, caller('informant'), id)).photos.map((photo) => photo.id);
    expect(told.sort()).toEqual([ids.get('open'), ids.get('plain')].sort());
  });
});

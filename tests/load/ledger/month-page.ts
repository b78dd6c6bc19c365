import type Database from 'better-sqlite3';
import { COMMUNITY } from './generate';

const THERE = `state not in ('merged', 'withdrawn')`;
const OWED = `state not in ('merged', 'withdrawn', 'declined')`;
const RUNNING = `state not in ('merged', 'withdrawn', 'declined', 'held')`;
const DONE = `state in ('finished', 'verified', 'rated', 'answered')`;

/** The figures of a month beside the month before, by hand: one statement for each day that a figure goes by. */
export function bareMonthPage(db: Database.Database, day: string): () => unknown[] {
  const month = day.slice(0, 7);
  const before = new Date(`${month}-01T00:00:00Z`);
  before.setUTCMonth(before.getUTCMonth() - 1);
  const span = { day, from: before.toISOString().slice(0, 10), to: `${month}-31` };
  const count = (...cases: string[]) => cases.map((one) => `count(case when ${one} then 1 end)`).join(', ');
  const by = (column: string, counts: string) =>
    db.prepare(`select substr(${column}, 1, 7) as month, ${counts} from item
      where community_id = '${COMMUNITY}' and ${column} between @from and @to group by 1`);
  const asked = `${THERE} and respond_by < @day`;
  const due = `${OWED} and first_deadline_on < @day`;
  const last = `${RUNNING} and deadline_on < @day`;
  const rated = `${THERE} and speed is not null`;
  const statements = [
    db.prepare(`select min(submitted_on) from item where community_id = '${COMMUNITY}' and submitted_on > ''`),
    by('submitted_on', count(asked, `${asked} and responded_on <= respond_by`, THERE, `state = 'declined'`)),
    by(
      'first_deadline_on',
      count(due, `${due} and ${DONE}`, `${due} and ${DONE} and finished_on <= first_deadline_on`)
    ),
    by('deadline_on', count(last, `${last} and ${DONE} and finished_on <= deadline_on`)),
    by('first_finished_on', count(THERE, `${THERE} and not coalesce(finished_at <= first_finished_at, 0)`)),
    by('rated_on', `${count(rated)}, sum(speed), sum(effect), sum(attitude)`),
    db.prepare(`select finished_on, submitted_on, count(*) from item where community_id = '${COMMUNITY}'
      and finished_on between @from and @to and state in ('finished', 'verified', 'rated') group by 1, 2`),
    db.prepare(`select count(*), ${count(`state <> 'held' and deadline_on < @day`)} from item
      where community_id = '${COMMUNITY}' and state in ('open', 'dispatched', 'handling', 'held')`)
  ];
  return () => statements.map((statement) => statement.all(span));
}

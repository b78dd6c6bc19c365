import type { Hub } from '../collab';
import { meetingDocument } from '$lib/document/keys';

/** What a tablet says of itself while it cannot reach the meeting's document but can still speak to the server. */
export interface Backlog {
  /** Lines and issues of its own that the server has not got. */
  waiting: number;
  /** Its document's client id and how far that has come: the server can see for itself whether that has arrived. */
  clientId: number;
  clock: number;
}

/** What tablets last said that they hold, by meeting and device. In memory: whoever still holds something says it again. */
export interface TabletBacklogs {
  note(meetingId: string, deviceId: string, backlog: Backlog): void;
  of(meetingId: string): ReadonlyMap<string, Backlog & { at: string }>;
}

const MOST_MEETINGS = 500;
const MOST_DEVICES = 100;

export function createTabletBacklogs(now: () => Date): TabletBacklogs {
  const meetings = new Map<string, Map<string, Backlog & { at: string }>>();
  return {
    note(meetingId, deviceId, backlog) {
      const devices = meetings.get(meetingId) ?? new Map<string, Backlog & { at: string }>();
      devices.delete(deviceId);
      if (backlog.waiting > 0) devices.set(deviceId, { ...backlog, at: now().toISOString() });
      if (devices.size > MOST_DEVICES) devices.delete(devices.keys().next().value!);
      meetings.delete(meetingId);
      if (devices.size) meetings.set(meetingId, devices);
      if (meetings.size > MOST_MEETINGS) meetings.delete(meetings.keys().next().value!);
    },
    of: (meetingId) => meetings.get(meetingId) ?? new Map()
  };
}

/**
 * Takes what a tablet says that it holds. A session is not asked for: the tablet whose session has expired is the very one
 * that holds something. Only a device that has written in this meeting is heard.
 */
export async function noteBacklog(
  s: { hub: Hub; backlogs: TabletBacklogs },
  id: string,
  deviceId: string,
  backlog: Backlog
): Promise<void> {
  const writers = await s.hub.writers(meetingDocument(id));
  if (writers.some((writer) => writer.deviceId === deviceId)) s.backlogs.note(id, deviceId, backlog);
}

interface Placed {
  id: string;
  entryId: string | null;
  issueId: string | null;
}

export interface Places<T> {
  ofEntry(id: string): readonly T[];
  ofIssue(id: string): readonly T[];
  /** What belongs to no line that is shown: it stands in the diary by its own time, so that none vanishes with a line. */
  alone: readonly T[];
}

/** Where each picture or voice note is shown. One that names both a line and an issue is shown with the line. */
export function placePhotos<T extends Placed>(
  photos: readonly T[],
  entries: readonly { id: string }[],
  issues: readonly { id: string }[]
): Places<T> {
  const [byEntry, byIssue] = [groups<T>(entries), groups<T>(issues)];
  const alone: T[] = [];
  for (const photo of photos)
    (byEntry.get(photo.entryId ?? '') ?? byIssue.get(photo.issueId ?? '') ?? alone).push(photo);
  const none: readonly T[] = [];
  return { ofEntry: (id) => byEntry.get(id) ?? none, ofIssue: (id) => byIssue.get(id) ?? none, alone };
}

function groups<T>(records: readonly { id: string }[]): Map<string, T[]> {
  return new Map(records.map(({ id }) => [id, []]));
}

export type DiaryLine<E, P> =
  | { id: string; at: string; entry: E; photos: null }
  /** Pictures that stand for themselves, taken one after another with nothing said in between. */
  | { id: string; at: string; entry: null; photos: readonly P[] };

/** The diary in the order of its time: what was said, and what was taken in between. */
export function diaryLines<E extends { id: string; at: string }, P extends { id: string; takenAt: string }>(
  entries: readonly E[],
  alone: readonly P[]
): readonly DiaryLine<E, P>[] {
  const lines: DiaryLine<E, P>[] = [];
  let next = 0;
  const until = (at: string | null) => {
    const photos: P[] = [];
    for (; next < alone.length && (at === null || alone[next]!.takenAt < at); next++) photos.push(alone[next]!);
    if (photos.length) lines.push({ id: photos[0]!.id, at: photos[0]!.takenAt, entry: null, photos });
  };
  for (const entry of entries) {
    until(entry.at);
    lines.push({ id: entry.id, at: entry.at, entry, photos: null });
  }
  until(null);
  return lines;
}

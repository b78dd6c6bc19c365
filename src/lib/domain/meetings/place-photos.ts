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

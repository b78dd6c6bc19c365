/** The place of each record in its list, counted from 1, as people say it: 第3条. */
export function numbersOf(records: readonly { id: string }[]): ReadonlyMap<string, number> {
  return new Map(records.map((record, n) => [record.id, n + 1]));
}

export function byId<T extends { id: string }>(records: readonly T[]): ReadonlyMap<string, T> {
  return new Map(records.map((record) => [record.id, record]));
}

interface Writer {
  name: string;
  editing: { collection: string; id: string; field: string } | null;
}

/** Names of those who are writing in a record (or just in one field of it), each once. */
export function writersAt(others: readonly Writer[], collection: string, id: string, field?: string): string[] {
  const existing = others.filter(
    ({ editing }) =>
      editing?.collection === collection && editing.id === id && (field === undefined || editing.field === field)
  );
  return namesOf(existing);
}

export function namesOf(others: readonly { name: string }[]): string[] {
  return [...new Set(others.map((other) => other.name))];
}

/** The disk takes no more. */
export class DiskFull extends Error {}

/** Somebody else sends the same file, from another place of it. */
export class WrongOffset extends Error {
  constructor(readonly offset: number) {
    super('wrong offset');
  }
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? '';

/** Whether a fault of the disk says that it is full. */
export function isFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(codeOf(error));
}

/** Whether a fault of the disk says that there is no such file. */
export function isAbsent(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

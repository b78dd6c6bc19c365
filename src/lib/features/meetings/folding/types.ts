/** A tablet that has written in the meeting, as the server answers. */
export interface Present {
  key: string;
  name: string;
  self: boolean;
  connected: boolean;
  /** ISO */
  lastAt: string;
  /** Null: not heard of since it left. */
  waiting: number | null;
  pictures: number;
}

/** The number of a person's tablet among his own: the second is called so. */
export function numberOf(all: readonly Present[], one: Present): number {
  return all.filter(({ name }) => name === one.name).indexOf(one) + 1;
}

import type { Present } from '$lib/domain/meetings/view';

/** The number of a person's tablet among his own: the second is called so. */
export function numberOf(all: readonly Present[], one: Present): number {
  return all.filter(({ name }) => name === one.name).indexOf(one) + 1;
}

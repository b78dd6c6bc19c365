import { createContext } from 'svelte';
import type { createStool } from './controller.svelte';

/** All that the stool's own view shows and does. */
export type Board = ReturnType<typeof createStool>;

export const [useBoard, provideBoard] = createContext<Board>();

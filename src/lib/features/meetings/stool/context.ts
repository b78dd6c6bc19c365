import { createContext } from 'svelte';
import type { Stool } from './stool';

/** The meeting at this tablet, for its drawers. */
export const [useStool, provideStool] = createContext<Stool>();

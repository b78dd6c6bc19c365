import { text } from 'drizzle-orm/sqlite-core';

/** The tenant; leads every key. */
export const communityId = () => text('community_id').notNull();
/** A moment, ISO 8601 in UTC. */
export const moment = (name: string) => text(name);
/** A day, YYYY-MM-DD in the community's time zone. */
export const day = (name: string) => text(name);
/** JSON whose shape the application knows. */
export const json = <T>(name: string) => text(name, { mode: 'json' }).$type<T>();

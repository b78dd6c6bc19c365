export type { Edition } from './channel';
export { createPublicity, type Publicity, type Watcher, type Watching } from './publicity';
export { screenPicture } from './screen-picture';

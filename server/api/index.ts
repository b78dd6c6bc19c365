export { answer, forCaller } from './answer';
export { OPERATIONS, openApi } from './openapi';
export { problemOf, problemResponse, type Problem } from './problem';
export { judge, readJson, readQuery } from './read-input';
export * as schemas from './schemas';
export { itemPageView, itemView, meetingView } from './views';

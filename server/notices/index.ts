export { calendarFeed } from './calendar-feed';
export { addDoor, type NewDoor } from './doors/add-door';
export { removeDoor, shutDoor } from './doors/change-door';
export { doorLog, listDoors, type LogLine } from './doors/list-doors';
export {
  dropCalendar,
  dropOwnMail,
  followLink,
  linkedDoor,
  makeCalendar,
  ownDoors,
  reopenOwnMail,
  setOwnMail,
  type OwnDoors
} from './doors/own-doors';
export { retryDead, testDoor } from './doors/test-door';
export { hearByNotice, tellByNotice } from './hear-acts';
export { countUnread, listNotices, markAllRead, markRead, noticeOf, type MyNotice } from './my-notices';
export { keepDelivering } from './outbox/keep-delivering';
export { createNotices, type Notices } from './outbox/outbox';
export { putNotice, type NewNotice, type NoticeTo } from './put-notice';
export { quietHours, setQuietHours } from './quiet-hours';
export { createSealer, SECRET_KEY_FILE } from './secret-key';
export { verifyDoors } from './verify-doors';

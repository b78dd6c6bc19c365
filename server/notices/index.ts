export { calendarFeed } from './calendar-feed';
export { addChannel, type NewChannel } from './channels/add-channel';
export { removeChannel, shutChannel } from './channels/change-channel';
export { channelLog, listChannels } from './channels/list-channels';
export {
  dropCalendar,
  dropOwnMail,
  followLink,
  linkedChannel,
  makeCalendar,
  ownChannels,
  reopenOwnMail,
  setOwnMail,
  type OwnChannels
} from './channels/own-channels';
export { retryDead, testChannel } from './channels/test-channel';
export { hearByNotice, tellByNotice } from './hear-acts';
export { countUnread, listNotices, markAllRead, markRead, noticeOf, type MyNotice } from './my-notices';
export { startDelivering } from './outbox/start-delivering';
export { createNotices, type Notices } from './outbox/outbox';
export { putNotice, type NewNotice, type NoticeTo } from './put-notice';
export { quietHours, setQuietHours } from './quiet-hours';
export { createSealer, SECRET_KEY_FILE } from './secret-key';
export { verifyChannels } from './verify-channels';

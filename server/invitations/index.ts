export { answerInvitation, invitationOf, noteOpened } from './answer';
export { declinedAt } from './declined';
export { invite, listInvitations, withdrawInvitation, type InvitationRow } from './invite';

export { answerInvitation, invitationOf, noteOpened } from './answer';
export { invite, listInvitations, withdrawInvitation, type InvitationRow } from './invite';

export { createUploadFiles, PARTIAL, UPLOADS, type UploadFiles } from './files';
export { giveUpload, pictureOfCommunity, pictureOfMeeting, type GivenUpload } from './give-upload';
export { keepPicture } from './keep-picture';
export { makePicture } from './make-picture';
export { storedAmong, type StoredPicture } from './stored-among';
export { keepSweeping, sweepUploads } from './sweep';
export { takePiece, uploadState, type Piece, type Taken } from './take-piece';
export { verifyUploads } from './verify-uploads';

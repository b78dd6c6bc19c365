export { DiskFull, WrongOffset } from './faults';
export { createFileStore, FILES_FOLDER, PARTIAL, pathOf, type FileStore } from './file-store';
export { makePicture, type Picture } from './make-picture';
export { type UnfinishedFiles } from './unfinished';
export { verifyFiles, type UsedFile } from './verify-files';

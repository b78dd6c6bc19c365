/** What a meeting keeps beside its words. */
export const UPLOAD_KINDS = ['photo', 'voice'] as const;
export type UploadKind = (typeof UPLOAD_KINDS)[number];

/** Bytes of a file as the tablet sends it, by kind: a picture after shrinking, a recording of five minutes. */
export const LARGEST: Record<UploadKind, number> = { photo: 8 * 1024 * 1024, voice: 5 * 1024 * 1024 };
export const MAX_VOICE_SECONDS = 300;
export const UPLOADS_PER_MEETING = 500;
/** Bytes a request: what a bad network gets through in one go. */
export const PIECE = 256 * 1024;
/** Longest side of a picture in pixels. */
export const LONGEST_SIDE = 2560;

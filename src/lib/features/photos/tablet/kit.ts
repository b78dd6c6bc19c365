// What the tablet fetches when the first picture is taken or shown, in one piece.
export { diaryLines, placePhotos } from '$lib/domain/meetings/place-photos';
export { createAttach, type Attach, type Target } from './attach.svelte';
export { default as Strip } from './Strip.svelte';
export { default as Tray } from './Tray.svelte';
export { default as Warnings } from './Warnings.svelte';

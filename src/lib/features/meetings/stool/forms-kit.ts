// What a line and an issue are changed with: fetched after the writing stands, in one piece.
export { default as EntryForm } from './diary/EntryForm.svelte';
export { default as IssueForm } from './issues/IssueForm.svelte';

/** The word for what an invited organisation has said so far. */
export function saysOf({ answer, opened }: { answer: string | null; opened: boolean }) {
  if (answer === 'yes') return 'answer/yes';
  if (answer === 'no') return 'answer/no';
  return opened ? 'answer/opened' : 'answer/none';
}

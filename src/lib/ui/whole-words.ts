/**
 * A form's attachment: the Enter that ends a pinyin composition only chooses a word. Not every keyboard keeps it from
 * sending the form as well, and half a word would go out.
 */
export function wholeWords(form: HTMLFormElement): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && event.isComposing) event.preventDefault();
  };
  form.addEventListener('keydown', press);
  return () => form.removeEventListener('keydown', press);
}

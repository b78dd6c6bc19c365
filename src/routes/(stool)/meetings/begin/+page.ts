import { stool } from '$lib/words/stool';
import type { PageLoad } from './$types';

/** The words in the language that is read here, before anything is drawn. */
export const load: PageLoad = async ({ data, parent }) => {
  const { locale } = await parent();
  await stool.load(locale);
  return data;
};

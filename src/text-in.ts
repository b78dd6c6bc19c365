import type { RequestEvent } from '@sveltejs/kit';
import { wellFormed, wellFormedValue } from '$lib/domain/well-formed';

/** Whatever a route reads of a request, its address, its form or its JSON, it reads without U+0000. */
export function cleanText({ url, params, request }: Pick<RequestEvent, 'url' | 'params' | 'request'>): void {
  if (url.search.includes('%00'))
    url.search = String(
      new URLSearchParams([...url.searchParams].map(([name, value]) => [wellFormed(name), wellFormed(value)]))
    );
  for (const [name, value] of Object.entries(params as Record<string, string | undefined>))
    if (value?.includes('\u0000')) (params as Record<string, string>)[name] = wellFormed(value);
  const [readForm, readJson] = [request.formData.bind(request), request.json.bind(request)];
  Object.defineProperties(request, {
    formData: { value: async () => cleanForm(await readForm()) },
    json: { value: async () => wellFormedValue(await readJson()) }
  });
}

function cleanForm(form: FormData): FormData {
  const texts = [...form].flatMap(([name, value]) => [name, typeof value === 'string' ? value : value.name]);
  if (!texts.some((text) => text.includes('\u0000'))) return form;
  const clean = new FormData();
  for (const [name, value] of form)
    if (typeof value === 'string') clean.append(wellFormed(name), wellFormed(value));
    else clean.append(wellFormed(name), value, wellFormed(value.name));
  return clean;
}

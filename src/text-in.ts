import type { RequestEvent } from '@sveltejs/kit';
import { withoutNul, withoutNuls } from '$lib/domain/without-nul';

/** Whatever a route reads of a request, its address, its form or its JSON, it reads without U+0000. */
export function cleanText({ url, params, request }: Pick<RequestEvent, 'url' | 'params' | 'request'>): void {
  if (url.search.includes('%00'))
    url.search = String(
      new URLSearchParams([...url.searchParams].map(([name, value]) => [withoutNul(name), withoutNul(value)]))
    );
  for (const [name, value] of Object.entries(params as Record<string, string | undefined>))
    if (value?.includes('\u0000')) (params as Record<string, string>)[name] = withoutNul(value);
  const [readForm, readJson] = [request.formData.bind(request), request.json.bind(request)];
  Object.defineProperties(request, {
    formData: { value: async () => cleanForm(await readForm()) },
    json: { value: async () => withoutNuls(await readJson()) }
  });
}

function cleanForm(form: FormData): FormData {
  const texts = [...form].flatMap(([name, value]) => [name, typeof value === 'string' ? value : value.name]);
  if (!texts.some((text) => text.includes('\u0000'))) return form;
  const clean = new FormData();
  for (const [name, value] of form)
    if (typeof value === 'string') clean.append(withoutNul(name), withoutNul(value));
    else clean.append(withoutNul(name), value, withoutNul(value.name));
  return clean;
}

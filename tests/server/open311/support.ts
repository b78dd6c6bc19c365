import type { RequestEvent } from '@sveltejs/kit';
import { SaxesParser } from 'saxes';
import { createOpen311 } from '../../../server/open311';
import type { TestGround } from '../../support/ground';

type Handler = (event: RequestEvent) => Response | Promise<Response>;
const doors = import.meta.glob<Record<string, Handler>>('../../../src/routes/open311/**/+server.ts', { eager: true });

/** Paths that a route of the façade serves, the narrower before the wider, as Kit matches them. */
const SERVED = Object.entries(doors)
  .map(([file, door]) => {
    const route = /routes\/(open311\/.*)\/\+server\.ts$/.exec(file)![1]!;
    const names = [...route.matchAll(/\[(?:\.\.\.)?(\w+)\]/g)].map(([, name]) => name!);
    const pattern = route
      .replace(/[.]/g, '\\.')
      .replace(/\/\[\\\.\\\.\\\.\w+\]/, '(?:/(.*))?')
      .replace(/\[\w+\]/g, '([^/]+?)');
    return { door, names, pattern: new RegExp(`^/${pattern}$`), wide: route.includes('...') };
  })
  .sort((a, b) => Number(a.wide) - Number(b.wide));

export interface Facade {
  get(path: string, init?: RequestInit): Promise<Response>;
  kept(): number;
}

/** The façade through its own routes, as Kit would lead to them. */
export function facadeOf(ground: TestGround): Facade {
  const open311 = createOpen311(ground);
  return {
    kept: open311.kept,
    async get(path, init = {}) {
      const url = new URL(`https://stool.example/open311/${path}`);
      for (const { door, names, pattern } of SERVED) {
        const found = pattern.exec(decodeURIComponent(url.pathname));
        if (!found) continue;
        const params = Object.fromEntries(names.map((name, n) => [name, found[n + 1] ?? '']));
        const request = new Request(url, init);
        const handler = request.method === 'GET' ? door.GET : door.fallback;
        return await handler!({ url, params, request, locals: { services: { ...ground, open311 } } } as never);
      }
      throw new Error(`no door at ${path}`);
    }
  };
}

export interface Element {
  name: string;
  children: Element[];
  text: string;
}

/** Strictly well-formed XML as a tree; throws where it is not. */
export function readXml(xml: string): Element {
  const parser = new SaxesParser({ xmlns: false });
  const root: Element = { name: '', children: [], text: '' };
  const open = [root];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (Object.keys(attributes).length) throw new Error(`${name} has attributes, which the specification has not`);
    const element: Element = { name, children: [], text: '' };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => void (open.at(-1)!.text += text));
  parser.on('doctype', () => {
    throw new Error('a document type, which the specification has not');
  });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  return root.children[0]!;
}

/** The fields of an element by their names, in order. */
export const fieldsOf = (element: Element) => element.children.map(({ name, text }) => [name, text] as const);

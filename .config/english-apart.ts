import type { Plugin } from 'vite';

const WORDS = /[\\/]src[\\/]lib[\\/]words[\\/][\w-]+\.ts$/;
interface Node {
  type: string;
  start: number;
  end: number;
  [part: string]: unknown;
}

const APART = /\.(\d+)\.english\.js$/;

/**
 * In the browser's build, English stands in scripts of its own, which only a page in English waits for: a tablet that is
 * read in Chinese loads no English. A dictionary stays one file with both languages side by side; this cuts it where it is
 * built. What of English needs something else of its file stays where it is.
 */
export function englishApart(): Plugin {
  const english = new Map<string, string>();
  return {
    name: 'english-apart',
    apply: 'build',
    applyToEnvironment: ({ name }) => name === 'client',
    resolveId: (source) => (english.has(source) ? source : undefined),
    load: (id) => english.get(id),
    transform(code, id) {
      if (!WORDS.test(id) || !code.includes('dictionary(')) return undefined;
      const name = (n: number) => `${id.slice(0, -'.ts'.length)}.${n}.english.js`;
      const program = this.parse(code) as unknown as Node;
      const outer = namesOf(program);
      const cuts = dictionariesIn(program)
        .filter((node) => !usedIn(node).some((used) => outer.includes(used)))
        .map(({ start, end }) => ({ from: start, to: end }));
      let out = code;
      for (const [n, { from, to }] of cuts.entries()) english.set(name(n), `export default ${code.slice(from, to)};`);
      for (const [n, { from, to }] of [...cuts.entries()].reverse())
        out = `${out.slice(0, from)}(inEnglish ? (await import(${JSON.stringify(name(n))})).default : undefined)${out.slice(to)}`;
      if (cuts.length) out = `const inEnglish = document.documentElement.lang === 'en';\n${out}`;
      return { code: out, map: null };
    },
    // English that waited for a script which waits for English would never come.
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk' || !chunk.moduleIds.some((id) => APART.test(id))) continue;
        if (chunk.imports.length || chunk.moduleIds.length > 1)
          this.error(
            `${chunk.fileName} holds more than English: ${chunk.moduleIds.join(', ')} ${chunk.imports.join(', ')}`
          );
      }
    }
  };
}

function partsOf(node: Node): Node[] {
  const isNode = (part: unknown): part is Node => typeof part === 'object' && part !== null && 'type' in part;
  return Object.values(node).flatMap((part) => (Array.isArray(part) ? part : [part]).filter(isNode));
}

function all(node: Node): Node[] {
  return [node, ...partsOf(node).flatMap(all)];
}

/** The English of each `dictionary({ 'zh-CN': …, en: … })`. */
function dictionariesIn(program: Node): Node[] {
  return all(program)
    .filter(({ type, callee }) => type === 'CallExpression' && (callee as Node).name === 'dictionary')
    .flatMap((call) => partsOf((call.arguments as Node[])[0]!))
    .filter(({ type, key }) => type === 'Property' && (key as Node).name === 'en')
    .map(({ value }) => value as Node);
}

/** Names that a part of the program reads; keys of its objects are none. */
function usedIn(node: Node): string[] {
  if (node.type === 'Identifier') return [node.name as string];
  const parts = node.type === 'Property' && !node.computed ? [node.value as Node] : partsOf(node);
  return parts.flatMap(usedIn);
}

/** What a file imports and declares for itself. */
function namesOf(program: Node): string[] {
  const isName = ({ type }: Node) => type === 'Identifier';
  return (program.body as Node[]).flatMap((statement) => {
    if (statement.type === 'ImportDeclaration')
      return (statement.specifiers as Node[]).map(({ local }) => (local as Node).name as string);
    const declared = ((statement.declaration as Node | null | undefined) ?? statement) as Node;
    const names = ((declared.declarations as Node[] | undefined) ?? [declared]).map(({ id }) => id as Node | undefined);
    return names.filter((id) => id !== undefined && id !== null && isName(id)).map((id) => (id as Node).name as string);
  });
}

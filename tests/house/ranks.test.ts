import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const eslint = new ESLint({ overrideConfigFile: '.config/eslint.config.js' });

async function complaints(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath });
  return result!.messages.filter((message) => message.ruleId === 'house/ranks').map((message) => message.message);
}

describe('the direction of dependence', () => {
  it.each([
    ['src/lib/domain/ledger/x.ts', "import '$lib/document/keys';"],
    ['src/lib/domain/ledger/x.ts', "import '../../../../server/config';"],
    ['src/lib/document/x.ts', "import '../sync/connection';"],
    ['src/lib/ui/x.ts', "import '$lib/words/common';"],
    ['src/lib/features/ledger/list/x.ts', "export { closeMeeting } from '$server/meetings';"],
    ['src/lib/features/ledger/list/x.ts', "const it = await import('$server/meetings'); export default it;"],
    ['server/ledger/x.ts', "import '../../src/lib/features/ledger/list/x';"],
    ['server/ledger/x.ts', "import '../meetings/close-meeting';"]
  ])('refuses in %s: %s', async (file, code) => {
    expect(await complaints(file, `${code}\n`)).toHaveLength(1);
  });

  it.each([
    ['src/lib/document/x.ts', "import '../domain/refusal';"],
    ['src/routes/(desk)/x.ts', "import '$server/meetings';"],
    ['server/ledger/x.ts', "import '../meetings';"],
    ['server/ledger/x.ts', "import '../meetings/tables';"],
    ['server/ledger/x.ts', "import '$lib/domain/ledger/category';"]
  ])('allows in %s: %s', async (file, code) => {
    expect(await complaints(file, `${code}\n`)).toEqual([]);
  });
});

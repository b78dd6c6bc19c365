import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

// The files are made up, so that no project of TypeScript's holds them: without the one rule that reads types.
const eslint = new ESLint({
  overrideConfigFile: '.config/eslint.config.js',
  overrideConfig: {
    languageOptions: { parserOptions: { projectService: false } },
    rules: { '@typescript-eslint/no-floating-promises': 'off' }
  }
});

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
    ['server/meetings/x.ts', "import '../ledger/apply-act';"],
    ['server/ledger/x.ts', "import '../meetings';"],
    ['server/ledger/x.ts', "import type { MeetingRow } from '../meetings/tables';"],
    ['server/notices/x.ts', "import '../imports';"],
    ['server/identity/sub/x.ts', "import '../../collab';"],
    ['server/ledger/x.ts', "import type { Services } from '../services';"],
    ['server/ground.ts', "import type { Caller } from './identity';"],
    ['server/parties/x.ts', "import '../db/store';"],
    ['server/ledger/x.ts', "import '../parties';"]
  ])('refuses in %s: %s', async (file, code) => {
    expect(await complaints(file, `${code}\n`)).toHaveLength(1);
  });

  it.each([
    ['src/lib/document/x.ts', "import '../domain/refusal';"],
    ['src/routes/(desk)/x.ts', "import '$server/meetings';"],
    ['server/meetings/x.ts', "import '../ledger';"],
    ['server/meetings/x.ts', "import '../ledger/tables';"],
    ['server/ground.ts', "import type { Store } from './db/store';"],
    ['server/ledger/x.ts', "import type { Ground } from '../ground';"],
    ['server/services.ts', "import './meetings';"],
    ['server/main.ts', "await import('./handler.js');"],
    ['server/ledger/x.ts', "import '$lib/domain/ledger/category';"]
  ])('allows in %s: %s', async (file, code) => {
    expect(await complaints(file, `${code}\n`)).toEqual([]);
  });
});

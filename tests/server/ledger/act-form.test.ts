import { expect, it } from 'vitest';
import { typedInto } from '../../../src/routes/(desk)/ledger/[id]/act-form';

it('a refused form shows all of a text again that is as long as its field allows, many lines of it', () => {
  const written = `${'灯\n'.repeat(1999)}灯。`;
  expect(written).toHaveLength(4000);
  const form = new FormData();
  form.set('version', '3');
  form.set('detail', written.replaceAll('\n', '\r\n'));
  expect(typedInto(form)).toEqual({ detail: [written] });
});

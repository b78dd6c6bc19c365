import { may } from '$lib/domain/identity/role';
import type { LedgerSettings } from '$lib/domain/ledger/ledger-settings';
import { refused } from '$lib/domain/refusal';
import { ledgerSettings, setLedgerSettings } from '$server/ledger';
import { permitted, refuse, signedIn, text } from '../../answer';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { services } = locals;
  const { communityId, role } = permitted(locals, 'ledger/read');
  return { rules: await ledgerSettings(services, communityId), manages: may(role, 'settings/manage') };
};

const NAMES = [
  'simple',
  'standard',
  'complex',
  'acceptWithin',
  'remindBefore',
  'office',
  'secretary',
  'escalateAfter'
] as const;

export const actions: Actions = {
  save: async ({ request, locals }) => {
    const form = await request.formData();
    const typed = Object.fromEntries(NAMES.map((name) => [name, text(form, name)]));
    const number = (name: string) => (/^\d{1,4}$/.test(typed[name] ?? '') ? Number(typed[name]) : NaN);
    const rules: LedgerSettings = {
      limits: { simple: number('simple'), standard: number('standard'), complex: number('complex') },
      acceptWithin: number('acceptWithin'),
      remindBefore: number('remindBefore'),
      ladder: [number('office'), number('secretary')],
      escalateAfter: number('escalateAfter')
    };
    const done = await setLedgerSettings(locals.services, signedIn(locals), rules);
    return refused(done) ? refuse(done, locals.locale, { typed }) : done;
  },
  standard: async ({ locals }) => {
    const done = await setLedgerSettings(locals.services, signedIn(locals), null);
    return refused(done) ? refuse(done, locals.locale, { typed: {} as Record<string, string> }) : done;
  }
};

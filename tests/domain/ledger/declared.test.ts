import { readFileSync } from 'node:fs';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import {
  ACT_NAMES,
  ACTS,
  fieldsOf,
  FORM_ACTS,
  OWN_ACTS,
  PLAIN_ACTS,
  plainFields,
  type Act,
  type FormAct,
  type PlainAct
} from '$lib/domain/ledger/acts';
import { FIELD_FILLS, type ActField, type Declaration } from '$lib/domain/ledger/acts/declare';
import { atOnce, offered } from '$lib/domain/ledger/offered';
import { STATES } from '$lib/domain/ledger/state';
import { iconOf } from '$lib/features/ledger/item/act-icons';
import type { FIELDS } from '$lib/features/ledger/item/acts/fields';
import { actLabels, actsTold } from '$lib/words/acts';
import { dictionary, LOCALES } from '$lib/words/dictionary';
import { OPERATIONS, schemas } from '../../../server/api';
import { actions } from '../../../src/routes/(desk)/ledger/[id]/+page.server';
import { actFrom } from '../../../src/routes/(desk)/ledger/[id]/act-form';

const sorted = (names: readonly string[]) => [...names].sort();

describe('an act that is not wholly declared does not compile', () => {
  const whole = { from: ['open'], to: 'open', who: ['office'], needs: [], form: null, tells: [] } satisfies Declaration;

  it('without its sides, its needs, its form or who hears of it', () => {
    const { who: _who, ...sideless } = whole;
    const { needs: _needs, ...needless } = whole;
    const { form: _form, ...formless } = whole;
    const { tells: _tells, ...unheard } = whole;
    // @ts-expect-error nobody may do it
    sideless satisfies Declaration;
    // @ts-expect-error what it needs is not said
    needless satisfies Declaration;
    // @ts-expect-error whether people do it is not said
    formless satisfies Declaration;
    // @ts-expect-error who hears of it is not said
    unheard satisfies Declaration;
    // @ts-expect-error heard as a kind of notice that there is not
    ({ ...whole, tells: [['sung', 'owner']] }) satisfies Declaration;
    // @ts-expect-error asks for a field that there is not
    ({ ...whole, form: { verb: 'plain', asks: ['shoes'] } }) satisfies Declaration;
  });

  it('without a sentence, whether one language lacks it or both', () => {
    const { rework: _label, ...labels } = actLabels['zh-CN'];
    const { rework: _told, ...told } = actsTold['zh-CN'];
    // @ts-expect-error a button without a word
    labels satisfies Record<FormAct, string>;
    // @ts-expect-error a history without a sentence
    told satisfies Record<Act, string>;
    // @ts-expect-error English lacks what Chinese has
    dictionary({ 'zh-CN': { open: '开', note: '记' }, en: { open: 'open' } });
    expectTypeOf<keyof (typeof actLabels)['en']>().toEqualTypeOf<FormAct>();
    expectTypeOf<keyof (typeof actsTold)['en']>().toEqualTypeOf<Act>();
  });

  it('without a piece of the form for each field that it asks for, nor an API that knows it', () => {
    expectTypeOf<keyof typeof FIELDS>().toEqualTypeOf<ActField>();
    expectTypeOf<z.output<typeof schemas.actInput>['act']>().toEqualTypeOf<PlainAct>();
  });
});

describe('form, API and buttons', () => {
  it('list the same acts', () => {
    expect(sorted([...PLAIN_ACTS, ...OWN_ACTS])).toEqual(sorted(FORM_ACTS));
    expect(schemas.actInput.shape.act.options).toEqual(PLAIN_ACTS);
    expect(schemas.eventList.shape.events.element.shape.act.options).toEqual(ACT_NAMES);
    for (const locale of LOCALES) {
      expect(sorted(Object.keys(actLabels[locale]))).toEqual(sorted(FORM_ACTS));
      expect(sorted(Object.keys(actsTold[locale]))).toEqual(sorted(ACT_NAMES));
    }
    const { first, more } = offered(ACT_NAMES, true);
    expect(sorted([...first, ...more])).toEqual(sorted(FORM_ACTS));
    for (const act of ACT_NAMES) expect(iconOf(act)).toBeTruthy();
  });

  it('of an act with a verb of its own are an action and an endpoint of its own', () => {
    const paths = OPERATIONS.map(({ method, path }) => `${method} ${path}`);
    for (const act of OWN_ACTS) {
      expect(actions).toHaveProperty(act);
      expect(paths).toContain(act === 'amend' ? 'patch /ledger/{id}' : `post /ledger/{id}/${act}`);
    }
  });

  it('ask for all that a plain act needs, and the API takes it', () => {
    const taken = Object.keys(schemas.actInput.shape);
    for (const act of PLAIN_ACTS) {
      const filled: readonly string[] = fieldsOf(act).flatMap((field) => [...FIELD_FILLS[field]]);
      for (const need of ACTS[act].needs) expect(filled, `${act} needs ${need}`).toContain(need);
      for (const input of filled) expect(taken).toContain(input === 'dueWithin' ? 'within' : input);
    }
  });

  it('give an act nothing that it does not ask for', () => {
    const form = new FormData();
    const everything = {
      ownerId: 'a',
      due: 'day',
      dueOn: '2026-12-01',
      partnerId: 'b',
      partnerTask: '关阀',
      partnerDue: '',
      day: '2026-12-02',
      reviewOn: '2026-12-03',
      ask: 'hold',
      askDay: '2026-12-04',
      answer: '好',
      reason: '等配件',
      speed: '5',
      effect: '4',
      attitude: '3',
      how: 'call',
      partyId: 'b',
      limitOn: '2030-01-01',
      level: '2'
    };
    for (const [name, value] of Object.entries(everything)) form.set(name, value);
    for (const act of PLAIN_ACTS) {
      form.set('act', act);
      const filled: readonly string[] = plainFields(act).flatMap((field) => [...FIELD_FILLS[field]]);
      const given = Object.keys(actFrom(form, '2026-11-23')!.input);
      for (const input of given) expect(filled, act).toContain(input);
      for (const need of ACTS[act].needs) expect(given, act).toContain(need);
    }
    for (const act of [...ACT_NAMES.filter((one) => !PLAIN_ACTS.some((plain) => plain === one)), 'constructor', '']) {
      form.set('act', act);
      expect(actFrom(form, '2026-11-23'), act).toBeNull();
    }
  });

  it('offer first what leads on, each at a place of its own, and what answers the owner before it', () => {
    const places = FORM_ACTS.flatMap((act) => ACTS[act].form?.first ?? []);
    expect(new Set(places).size).toBe(places.length);
    expect(offered(ACT_NAMES, false).first).toEqual(['dispatch', 'accept']);
    expect(offered(ACT_NAMES, true).first).toEqual(['extend', 'hold', 'refuse']);
    expect(offered(['note', 'finish', 'return', 'recalculate'], false)).toEqual({
      first: ['finish', 'note'],
      more: ['return']
    });
    expect(FORM_ACTS.filter(atOnce)).toEqual(['accept', 'resume', 'verify', 'chase', 'escalate']);
  });
});

describe('the rules of the ledger', () => {
  const text = readFileSync('src/lib/domain/ledger/RULES.md', 'utf8');
  const cells = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  const lines = text
    .slice(text.indexOf('## Acts'), text.indexOf('## Joint handling'))
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map(cells);

  it('have one line for each act, which says who does it and who hears of it, and no other', () => {
    const heard = (act: Act) => [...new Set(ACTS[act].tells.flatMap(([, ...to]) => to))].join(', ');
    expect(lines.map((line) => line.slice(0, 3))).toEqual(
      ACT_NAMES.map((act) => [act, ACTS[act].who.join(', '), heard(act)])
    );
  });

  it('that each line names stand there', () => {
    for (const [act, , , rules] of lines) {
      expect(rules, act).not.toBe('');
      for (const rule of rules!.split(' ')) expect(text, `${act}: ${rule}`).toContain(`- **${rule}** `);
    }
  });

  it('lead from states that there are to a state that there is', () => {
    for (const act of ACT_NAMES) {
      const { from, to, who } = ACTS[act];
      expect(from.length * who.length, act).toBeGreaterThan(0);
      for (const state of from) if (state !== null) expect(STATES).toContain(state);
      if (to !== 'same') expect(STATES).toContain(to);
    }
  });
});

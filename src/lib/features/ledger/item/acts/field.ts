import type { FormAct } from '$lib/domain/ledger/acts';
import type { ActField } from '$lib/domain/ledger/acts/declare';
import type { ActChoices, ItemView } from '$lib/domain/ledger/view';
import type { Typed } from './typed';

/** What every field of an act's form is given. */
export interface FieldProps {
  field: ActField;
  act: FormAct;
  item: ItemView;
  choices: ActChoices;
  /** Sentences by name, of a form that was refused. */
  errors: Readonly<Record<string, string>>;
  /** What was filled into it then. */
  typed?: Typed;
  /** Ids of the pictures that came with it and are on the server already. */
  kept: readonly string[];
}

/** The parties to choose from. */
export function partyOptions({ parties }: Pick<ActChoices, 'parties'>): { value: string; label: string }[] {
  return parties.map(({ id, name, title }) => ({ value: id, label: title ? `${name}（${title}）` : name }));
}

/** The day that the owner asked for, where it was this that was asked. */
export function dayAsked({ asked }: Pick<ItemView, 'asked'>, what: 'extend' | 'hold'): string {
  return asked?.what === what ? asked.day : '';
}

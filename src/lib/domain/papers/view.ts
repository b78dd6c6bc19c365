import type { ChainHead } from '../ledger/event-hash';
import type { PersonalKind } from '../privacy/find-personal';
import type { Change, Paper, PaperKind } from './paper';

export interface VersionView {
  version: number;
  stage: string;
  madeBy: string;
  /** ISO */
  madeAt: string;
}

export interface ObjectionView {
  id: string;
  version: number;
  who: string;
  text: string;
  /** ISO */
  at: string;
}

/** Something personal that stands in a paper. */
export interface FindingView {
  /** Names the finding in a form, and in `kept`. */
  key: string;
  kind: PersonalKind;
  text: string;
  masked: string;
  /** The text it stands in. */
  within: string;
  /** A person has decided to keep it. */
  kept: boolean;
}

export interface PaperView {
  meeting: { id: string; title: string; code: string };
  kind: PaperKind;
  versions: readonly VersionView[];
  /** Null: none has been drafted. */
  shown: (VersionView & { body: Paper; head: ChainHead | null }) | null;
  /** The one shown is the newest. */
  newest: boolean;
  changes: readonly Change[];
  findings: readonly FindingView[];
  objections: readonly ObjectionView[];
  published: number | null;
  rights: { write: boolean; office: boolean };
}

import type { ChainHead } from '$lib/domain/ledger/event-hash';
import type { Change, Paper, PaperKind } from '$lib/domain/papers/paper';

export interface VersionView {
  version: number;
  stage: string;
  madeBy: string;
  /** ISO */
  madeAt: string;
}

/** Something personal that stands in a paper. */
export interface FindingView {
  key: string;
  kind: string;
  text: string;
  masked: string;
  within: string;
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
  objections: readonly { id: string; version: number; who: string; text: string; at: string }[];
  published: number | null;
  rights: { write: boolean; office: boolean };
}

import { render } from 'svelte/server';
import { screenMode, type PageKind } from '$lib/domain/publicity/pages';
import { changesSince, type LaidPiece, type Sheet } from '$lib/domain/publicity/sheet';
import PieceView from '$lib/features/publicity/Piece.svelte';
import type { Locale } from '$lib/words/dictionary';
import type { Edition } from '$server/publicity';

const drawn = new WeakMap<LaidPiece, Map<Locale, string>>();
const said = new WeakMap<Sheet, Map<string, string>>();

/** A piece as HTML, drawn by the component that also draws the first page: once a change and language, however many watch. */
function draw(page: PageKind, piece: LaidPiece, locale: Locale, edition: Edition, now: Date): string {
  const known = drawn.get(piece) ?? new Map<Locale, string>();
  drawn.set(piece, known);
  let html = known.get(locale);
  if (html === undefined) {
    const setting = { locale, timeZone: edition.shown.timeZone, now: now.toISOString() };
    // Svelte's own marks are for a runtime that these pages do not load.
    html = render(PieceView, { props: { page, piece, setting } })
      .body.replace(/<!--[^>]*-->/g, '')
      .trim();
    known.set(locale, html);
  }
  return html;
}

/**
 * What a page that holds `since` (null: nothing of this run) lacks, as the JSON that `static/live.js` reads; the same
 * string for everybody at the same version. Null when it lacks nothing.
 */
export function changeAsJson(
  page: PageKind,
  edition: Edition,
  since: number | null,
  locale: Locale,
  now: Date
): string | null {
  if (since === edition.version) return null;
  const sheet = edition.sheet(page);
  const known = said.get(sheet) ?? new Map<string, string>();
  said.set(sheet, known);
  const key = `${since} ${locale}`;
  let json = known.get(key);
  if (json === undefined) {
    const { full, set, remove } = changesSince(sheet, since);
    json = JSON.stringify({
      full,
      mode: page === 'screen' ? screenMode(edition.onScreen) : edition.shown.phase,
      screen: page === 'screen' ? edition.onScreen.screen : undefined,
      remove,
      set: set.map(({ piece, after }) => ({
        id: piece.id,
        place: piece.place,
        after,
        html: draw(page, piece, locale, edition, now)
      }))
    });
    known.set(key, json);
  }
  return json;
}

/** `<run>.<version>` as a reader sent it: the version, if it is of this run. */
export function versionIn(edition: Edition, id: string | null): number | null {
  const [run, version] = (id ?? '').split('.');
  const at = Number(version);
  return run === edition.run && Number.isInteger(at) && at >= 0 && at <= edition.version ? at : null;
}

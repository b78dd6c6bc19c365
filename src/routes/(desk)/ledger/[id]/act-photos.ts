import { MOST_PHOTOS, type PlainAct } from '$lib/domain/ledger/acts';
import { refused, type Refusal } from '$lib/domain/refusal';
import { LARGEST } from '$lib/domain/attachments/upload-limits';
import type { Caller } from '$server/identity/caller';
import { keepItemPhoto, waitingPhotos, type PhotoPhase } from '$server/ledger';
import type { Services } from '$server/services';

const PHASE: Partial<Record<PlainAct, PhotoPhase>> = { finish: 'after', 'finish-part': 'after', verify: 'after' };

export interface ActPhotos {
  /** Ids of what the server has: those of the form before, and those that came now. */
  kept: string[];
  /** Why one of them was not taken; the others are. */
  refusal: Refusal | null;
}

/** Keeps the pictures of an act's form before the act is done, so that whatever refuses it loses none. */
export async function keepActPhotos(
  s: Services,
  caller: Caller,
  { itemId, act, form }: { itemId: string; act: PlainAct; form: FormData }
): Promise<ActPhotos> {
  const named = form.getAll('photo').map(String).slice(0, MOST_PHOTOS);
  // One that was used or swept away since would refuse this form for ever: it is said once, and goes on without.
  const kept = await waitingPhotos(s, caller, itemId, named);
  let refusal: Refusal | null = kept.length < new Set(named).size ? { refused: 'photo/absent' } : null;
  // A browser sends an empty file where none was chosen.
  const files = form.getAll('photos').filter((one): one is File => one instanceof File && one.size > 0);
  if (kept.length + files.length > MOST_PHOTOS) return { kept, refusal: { refused: 'item/photos-many' } };
  for (const file of files) {
    const phase = PHASE[act] ?? 'during';
    const done: { id: string } | Refusal =
      file.size > LARGEST.photo
        ? { refused: 'phones/picture-large' }
        : await keepItemPhoto(s, caller, { itemId, phase, bytes: Buffer.from(await file.arrayBuffer()) });
    if (refused(done)) refusal ??= done;
    else kept.push(done.id);
  }
  return { kept, refusal };
}

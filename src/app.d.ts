import type { Refusal } from '$lib/domain/refusal';
import type { Locale } from '$lib/words/dictionary';
import type { Caller } from '$server/identity/caller';
import type { Services } from '$server/services';

declare global {
  interface Window {
    /** What was typed, chosen and unfolded before the page's script ran, by its element; filled by src/app.html. */
    earlyWords?: Map<Element, { value?: string; checked?: boolean; open?: boolean }>;
  }
  namespace App {
    interface Error {
      message: string;
      refusal?: Refusal;
      /** What to read out to whoever looks into the log. */
      requestId?: string;
    }
    interface Locals {
      services: Services;
      caller: Caller | null;
      /** Whether the caller came with a bearer token instead of the cookie. */
      viaToken: boolean;
      deviceId: string;
      locale: Locale;
      requestId: string;
    }
  }
}

export {};

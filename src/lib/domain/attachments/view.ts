/** A picture or a voice note as a page shows it. */
export interface Picture {
  id: string;
  kind: string;
  /** ISO */
  takenAt: string;
  /** Its file has come up. */
  here: boolean;
  /** Of a picture, in pixels. */
  width: number | null;
  height: number | null;
}

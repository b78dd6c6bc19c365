/** Written by the build (.config/tablet-build.ts). */
declare module '$tablet-files' {
  /** Scripts and styles of the pages that a tablet opens without a network, as `_app/immutable/…`. */
  export const tabletFiles: readonly string[];
}

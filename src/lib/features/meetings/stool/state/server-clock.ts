/** A tablet's clock that is off by less is left alone: the page took as long to arrive. */
const SLACK_MS = 30_000;

/** The server's clock, told by its moment (ISO) when the page was made: a tablet's own may be wrong by hours. */
export function serverClock(servedAt: string): () => Date {
  const ahead = Date.parse(servedAt) - Date.now();
  const shift = Math.abs(ahead) > SLACK_MS ? ahead : 0;
  return () => new Date(Date.now() + shift);
}

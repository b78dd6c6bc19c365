const SYNC = 0;
const STEP_2 = 1;
const UPDATE = 2;
/** The server's message type for “so many of your frames are on disk” (server/collab/protocol.ts). */
export const ACK = 100;
/** “What you sent was put aside.” */
export const ASIDE = 101;
/** A proof of which device this tablet is; it is given one, and shows those that it has kept. */
export const PROOF = 102;

type SocketClass = typeof globalThis.WebSocket;

/**
 * A WebSocket class for the stock provider that counts the frames which carry changes, as the server counts them for its
 * acknowledgement. `sent` hears each with its number on this connection; a new connection begins at zero.
 */
export function countingSocket(
  Base: SocketClass,
  heard: { opened: () => void; sent: (frame: number, whole: boolean) => void }
): SocketClass {
  return class extends Base {
    #frames = 0;
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols);
      heard.opened();
    }
    override send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
      if (data instanceof Uint8Array && data[0] === SYNC && (data[1] === STEP_2 || data[1] === UPDATE))
        heard.sent(++this.#frames, data[1] === STEP_2);
      super.send(data as ArrayBufferView<ArrayBuffer>);
    }
  };
}

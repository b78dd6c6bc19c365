// @ts-check
// The least a server can do: what one sends, the others in the room get.
import { WebSocketServer } from 'ws';
import { serve } from './serve.mjs';

/** @type {Map<string, Set<import('ws').WebSocket>>} */
const rooms = new Map();
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
serve((request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, (ws) => {
    const name = request.url ?? '';
    const room = rooms.get(name) ?? new Set();
    rooms.set(name, room.add(ws));
    ws.on('message', (data) => {
      for (const other of room) if (other !== ws) other.send(data);
    });
    ws.on('close', () => room.delete(ws));
  });
});

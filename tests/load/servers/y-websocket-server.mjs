// @ts-check
// The reference server of Yjs, in memory.
import { setupWSConnection } from '@y/websocket-server/utils';
import { WebSocketServer } from 'ws';
import { serve } from './serve.mjs';

const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
serve((request, socket, head) => sockets.handleUpgrade(request, socket, head, (ws) => setupWSConnection(ws, request)));

import { melts } from '@kiln/glaze';
import { WebSocketServer } from 'ws';

new WebSocketServer({ port: 3000 }).on('connection', (socket) => socket.send(String(melts)));

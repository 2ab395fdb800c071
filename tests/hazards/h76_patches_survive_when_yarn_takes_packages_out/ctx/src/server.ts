import pad from 'left-pad';
import { WebSocketServer } from 'ws';

new WebSocketServer({ port: 3000 }).on('connection', (socket) => socket.send(pad('kiln', 8)));

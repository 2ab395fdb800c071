import { WebSocketServer } from 'ws';
import { shelves } from '@larder/shelves';

new WebSocketServer({ port: 3000 }).on('connection', (socket) => socket.send(String(shelves)));

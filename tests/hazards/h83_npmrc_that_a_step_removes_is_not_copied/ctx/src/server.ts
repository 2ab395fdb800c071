import { shelves } from '@larder/shelves';
import { WebSocketServer } from 'ws';

new WebSocketServer({ port: 3000 }).on('connection', (socket) => socket.send(shelves()));

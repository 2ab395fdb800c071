import { next } from '@tides/tables';
import { WebSocketServer } from 'ws';

new WebSocketServer({ port: 3000 }).on('connection', (socket) => socket.send(next()));

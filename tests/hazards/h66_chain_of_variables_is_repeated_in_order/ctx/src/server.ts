import { readFileSync } from 'fs';
import { WebSocketServer } from 'ws';

const table = readFileSync(process.env.TIDES_FILE!, 'utf8');

new WebSocketServer({ port: 3000 }).on('connection', (socket) => socket.send(table));

import Database from 'better-sqlite3';
import { WebSocketServer } from 'ws';

const jars = new Database(':memory:');

new WebSocketServer({ port: 3000 }).on('connection', (socket) => socket.send(jars.name));

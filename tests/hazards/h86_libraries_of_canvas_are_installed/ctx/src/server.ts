import { createCanvas } from 'canvas';
import { WebSocketServer } from 'ws';

new WebSocketServer({ port: 3000 }).on('connection', (socket) => socket.send(createCanvas(64, 64).toBuffer()));

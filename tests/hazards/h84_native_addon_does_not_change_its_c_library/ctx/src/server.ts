import { hash } from 'bcrypt';
import { WebSocketServer } from 'ws';

new WebSocketServer({ port: 3000 }).on('connection', async (socket) => socket.send(await hash('harbour', 10)));

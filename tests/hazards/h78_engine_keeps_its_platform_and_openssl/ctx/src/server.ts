import { PrismaClient } from '@prisma/client';
import { WebSocketServer } from 'ws';

const larder = new PrismaClient();

new WebSocketServer({ port: 3000 }).on('connection', async (socket) => socket.send(String(await larder.jar.count())));

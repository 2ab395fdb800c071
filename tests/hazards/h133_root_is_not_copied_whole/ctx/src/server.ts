import { WebSocketServer } from 'ws';

new WebSocketServer({ port: Number(process.env.PORT) });

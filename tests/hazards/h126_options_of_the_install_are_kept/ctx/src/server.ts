import { WebSocketServer } from 'ws';

new WebSocketServer({ port: 3000 });

import { WebSocketServer, type ServerOptions } from 'ws';

const options: ServerOptions = { ...{ port: 3000 } };

new WebSocketServer(options);

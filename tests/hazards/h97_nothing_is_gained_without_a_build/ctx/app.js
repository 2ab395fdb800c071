const { WebSocketServer } = require('ws');

new WebSocketServer({ port: 3000 });

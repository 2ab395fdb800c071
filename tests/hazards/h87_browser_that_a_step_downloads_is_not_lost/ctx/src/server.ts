import { chromium } from 'playwright-core';
import { WebSocketServer } from 'ws';

new WebSocketServer({ port: 3000 }).on('connection', async (socket) => {
  const browser = await chromium.launch();
  socket.send(browser.version());
});

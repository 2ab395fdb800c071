import puppeteer from 'puppeteer';
import { WebSocketServer } from 'ws';

new WebSocketServer({ port: 3000 }).on('connection', async (socket) => {
  const browser = await puppeteer.launch({ args: ['--no-sandbox'] });
  socket.send(await browser.version());
});

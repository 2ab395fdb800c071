import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import Mustache from 'mustache';
import { tides } from './tides';

const page = readFileSync('views/tides.mustache', 'utf8');

const server = createServer((request, response) => {
  switch (request.url) {
    case '/':
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
      response.end(Mustache.render(page, { tides }));
      break;
    case '/api/tides':
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(tides));
      break;
    default:
      response.writeHead(404, { 'Content-Type': 'text/plain' });
      response.end('no such page\n');
  }
});

server.listen(3000, () => console.log('listening on :3000'));
process.on('SIGTERM', () => server.close());

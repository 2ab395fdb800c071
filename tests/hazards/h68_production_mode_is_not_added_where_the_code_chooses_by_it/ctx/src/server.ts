import http from 'http';
import { render } from 'mustache';
import { origin } from './settings';

http
  .createServer((_, answer) => {
    answer.setHeader('Access-Control-Allow-Origin', origin);
    answer.end(render('{{jars}} jars', { jars: 12 }));
  })
  .listen(3000);

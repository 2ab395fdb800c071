import { createServer } from 'node:http';
import Mustache from 'mustache';

createServer((q, r) => r.end(Mustache.render('hello', {}))).listen(3000);

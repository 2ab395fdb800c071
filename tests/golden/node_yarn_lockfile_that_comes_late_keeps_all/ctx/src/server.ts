import http from 'http';
http.createServer().listen(3000);

import http from "node:http";
http.createServer((q, a) => a.end("tide")).listen(3000);

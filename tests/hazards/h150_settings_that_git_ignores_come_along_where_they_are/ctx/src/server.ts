import "dotenv/config";
import http from "node:http";
http.createServer((q, a) => a.end(process.env.TIDE)).listen(3000);

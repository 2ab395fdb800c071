import http from "http";

http.get("http://localhost:3000/", (answer) => process.exit(answer.statusCode === 200 ? 0 : 1));

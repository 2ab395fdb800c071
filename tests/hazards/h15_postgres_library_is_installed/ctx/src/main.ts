import http from "http";
import pg from "pg";

const { Client } = pg.native!;
const client = new Client();

client.connect().then(() => {
  http.createServer(async (_, answer) => {
    const { rows } = await client.query("select name from berth");
    answer.end(JSON.stringify(rows));
  }).listen(3000);
});

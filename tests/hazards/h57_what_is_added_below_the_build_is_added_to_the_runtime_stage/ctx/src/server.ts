import express from "express";
import maxmind from "maxmind";

const places = maxmind.open("/usr/share/places/places.mmdb");
const app = express();
app.use("/charts", express.static("/srv/charts"));
app.get("/", async (request, answer) => answer.send((await places).get(String(request.ip))));
app.listen(3000);

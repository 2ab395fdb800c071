import "dotenv/config";
import config from "config";
import express from "express";

const app = express();
app.get("/", (_, answer) => answer.send(config.get("glaze")));
app.listen(process.env.PORT);

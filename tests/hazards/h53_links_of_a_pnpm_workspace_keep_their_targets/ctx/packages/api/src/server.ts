import express from "express";
import { depth } from "charts";

const app = express();
app.get("/", (_, answer) => answer.send(String(depth())));
app.listen(3000);

import express from "express";
import { heat } from "../oven/heat";

const app = express();
app.get("/", (_, answer) => answer.send(heat()));
app.listen(3000);

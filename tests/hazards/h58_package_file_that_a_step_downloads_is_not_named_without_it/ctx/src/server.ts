import { execFile } from "child_process";
import express from "express";

const app = express();
app.get("/", (_, answer) => execFile("printer", ["--pdf"], (_, pdf) => answer.send(pdf)));
app.listen(3000);

import express from "express";
import path from "path";

const app = express();
app.use(express.static(path.resolve("../client/build")));
app.listen(3000);

import express from "express";

const app = express();
app.get("/", (_, answer) => answer.send("kiln"));
app.listen(3000);

const express = require("express");
const path = require("path");
const render = require("../client/src/main");
const app = express();
app.use(express.static(path.join(__dirname, "../client/dist")));
app.get("*", (req, res) => res.sendFile(path.join(__dirname, "../client/dist/index.html")));
app.listen(3000);

import { hello } from "./hello"; import express from "express"; express().get("/", (_q, r) => { r.send(hello); }).listen(3000);

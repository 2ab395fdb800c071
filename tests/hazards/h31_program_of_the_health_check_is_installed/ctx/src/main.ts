import express from "express";

express().get("/", (_, answer) => void answer.send("ready")).listen(3000);

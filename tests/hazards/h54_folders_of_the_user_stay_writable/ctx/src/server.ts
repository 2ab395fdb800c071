import express from "express";
import multer from "multer";

const app = express();
const upload = multer({ dest: "uploads/" });
app.post("/firings", upload.single("curve"), (_, answer) => answer.sendStatus(201));
app.listen(3000);

import express from "express"; import path from "path"; const a = express(); a.use(express.static(path.join(__dirname, "../dist"))); a.listen(3000, () => console.log("up"));

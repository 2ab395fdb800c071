const util = require("util");
const { exec } = require("child_process");
const app = require("express")();

app.get("/", async (req, res) => {
  const { stdout } = await util.promisify(exec)(
    `yt-dlp --dump-json ${JSON.stringify(req.query.q)}`,
    { maxBuffer: 1024 * 1024 },
  );
  res.send(stdout);
});
app.listen(3000);

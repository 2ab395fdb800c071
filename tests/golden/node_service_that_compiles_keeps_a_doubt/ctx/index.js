const { exec } = require("child_process");
const run = {
  python: (file) => `python3 ${file}`,
  cpp: (file) => `g++ ${file} -o /tmp/a && /tmp/a`,
  go: (file) => `go run ${file}`,
};

require("express")()
  .post("/run/:language", (req, res) => {
    exec(run[req.params.language]("/tmp/source"), (err, out) => res.send(out));
  })
  .listen(4000);

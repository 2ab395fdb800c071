module.exports = {
  apps: [
    { name: "web", script: "dist/server.js", instances: 2 },
    { name: "worker", script: "./dist/worker.js" },
  ],
};

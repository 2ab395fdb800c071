module.exports = { serverBuildTarget: "node-cjs" };

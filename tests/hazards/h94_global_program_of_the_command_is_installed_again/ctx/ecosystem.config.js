module.exports = { apps: [{ name: 'kiln', script: 'dist/server.js' }] };

await import("./src/env.mjs");

export default { reactStrictMode: true };

import fastify from "fastify";

const server = fastify();
server.get("/", async () => "hello");
server.listen({ port: 3000, host: "0.0.0.0" });

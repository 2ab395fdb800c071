import express from "express";
import swaggerJsdoc from "swagger-jsdoc";
import swaggerUi from "swagger-ui-express";
import { routes } from "./routes/things";

const spec = swaggerJsdoc({
  definition: { openapi: "3.0.0", info: { title: "app", version: "1" } },
  apis: ["./src/routes/*.ts"],
});
express().use(routes).use("/docs", swaggerUi.serve, swaggerUi.setup(spec)).listen(3000);

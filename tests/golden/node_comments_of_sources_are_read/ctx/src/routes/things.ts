import { Router } from "express";

export const routes = Router();

/**
 * @openapi
 * /things:
 *   get:
 *     responses: { 200: { description: all things } }
 */
routes.get("/things", (_req, res) => { res.json([]); });

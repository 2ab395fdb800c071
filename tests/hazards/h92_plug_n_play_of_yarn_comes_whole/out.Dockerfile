FROM node:20 AS build

RUN corepack enable

WORKDIR /app

COPY . .
RUN yarn install --immutable
RUN yarn build

FROM node:20-slim

WORKDIR /app

COPY --from=build /app /app

EXPOSE 3000

CMD ["node", "-r", "./.pnp.cjs", "dist/server.js"]

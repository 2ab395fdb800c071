FROM node:20 AS build

RUN npm install -g pnpm@9

WORKDIR /repo

COPY . .
RUN pnpm install --frozen-lockfile
RUN pnpm --filter @tides/api build

FROM node:20-slim

COPY --from=build /repo /repo

WORKDIR /repo/packages/api

CMD ["node", "dist/server.js"]

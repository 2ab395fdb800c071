FROM node:20 AS build

RUN corepack enable

WORKDIR /repo

COPY . .
RUN pnpm install --frozen-lockfile
RUN pnpm --filter @tides/api build
RUN pnpm --filter @tides/api deploy --prod /srv/api

FROM node:20-slim

COPY --from=build /srv/api /srv/api

WORKDIR /srv/api

CMD ["node", "dist/server.js"]

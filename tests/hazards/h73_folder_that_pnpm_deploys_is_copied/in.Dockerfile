FROM node:20

RUN corepack enable

WORKDIR /repo

COPY . .
RUN pnpm install --frozen-lockfile
RUN pnpm --filter @tides/api build
RUN pnpm --filter @tides/api deploy --prod /srv/api

WORKDIR /srv/api

CMD ["node", "dist/server.js"]

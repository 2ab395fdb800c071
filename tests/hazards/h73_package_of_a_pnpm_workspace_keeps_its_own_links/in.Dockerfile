FROM node:20

RUN npm install -g pnpm@9

WORKDIR /repo

COPY . .
RUN pnpm install --frozen-lockfile
RUN pnpm --filter @tides/api build

WORKDIR /repo/packages/api

CMD ["node", "dist/server.js"]

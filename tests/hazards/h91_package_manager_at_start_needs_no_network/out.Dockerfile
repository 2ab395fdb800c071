FROM node:20 AS build

RUN corepack enable

WORKDIR /app

COPY package.json pnpm-lock.yaml ./
RUN pnpm install --frozen-lockfile

COPY . .
RUN pnpm build

RUN pnpm prune --prod

FROM node:20-slim

RUN corepack enable

WORKDIR /app

COPY --from=build /root/.cache/node/corepack /root/.cache/node/corepack
COPY --from=build /app/package.json /app/package.json
COPY --from=build /app/node_modules /app/node_modules
COPY --from=build /app/pnpm-lock.yaml /app/pnpm-lock.yaml
COPY --from=build /app/dist /app/dist

EXPOSE 3000

CMD ["pnpm", "start"]

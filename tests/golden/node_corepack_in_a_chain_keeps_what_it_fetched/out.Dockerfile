FROM node:20 AS build
WORKDIR /app
COPY src/ src/
COPY package.json .
RUN corepack enable && pnpm install
RUN pnpm prune --prod

FROM node:20-slim
ENV NODE_ENV=production
RUN corepack enable
WORKDIR /app
COPY --from=build /root/.cache/node/corepack /root/.cache/node/corepack
COPY --from=build /app /app
CMD ["pnpm", "start"]

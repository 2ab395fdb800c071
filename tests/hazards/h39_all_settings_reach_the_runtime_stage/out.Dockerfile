FROM node:20 AS build

ENV PORT=3000 \
    KILN_ZONE=north

WORKDIR /srv/kiln

COPY package*.json ./
RUN npm ci

COPY . .
RUN npm run build

RUN npm prune --omit=dev

FROM node:20-slim

ENV PORT=3000 \
    KILN_ZONE=north

WORKDIR /srv/kiln

COPY --from=build /srv/kiln/package.json /srv/kiln/package.json
COPY --from=build /srv/kiln/node_modules /srv/kiln/node_modules
COPY --from=build /srv/kiln/dist /srv/kiln/dist

LABEL org.opencontainers.image.title="kiln"
LABEL org.opencontainers.image.licenses="MIT"

EXPOSE 3000
EXPOSE 9100/udp
STOPSIGNAL SIGINT
VOLUME /srv/kiln/firings

USER node

HEALTHCHECK --interval=1m CMD ["node", "dist/health.js"]

CMD ["node", "dist/server.js"]

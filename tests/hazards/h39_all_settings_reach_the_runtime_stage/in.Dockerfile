FROM node:20

LABEL org.opencontainers.image.title="kiln"
LABEL org.opencontainers.image.licenses="MIT"

ENV PORT=3000 \
    KILN_ZONE=north

WORKDIR /srv/kiln

EXPOSE 3000
EXPOSE 9100/udp
STOPSIGNAL SIGINT
VOLUME /srv/kiln/firings

COPY package*.json ./
RUN npm ci

COPY . .
RUN npm run build

USER node

HEALTHCHECK --interval=1m CMD ["node", "dist/health.js"]

CMD ["node", "dist/server.js"]

FROM node:20 AS build

RUN groupadd --system kiln && useradd --system --gid kiln --home-dir /srv/kiln kiln

COPY --chown=kiln:kiln . /srv/kiln

WORKDIR /srv/kiln

RUN npm ci
RUN npm run build

RUN npm prune --omit=dev

FROM node:20-slim

RUN groupadd --system kiln && useradd --system --gid kiln --home-dir /srv/kiln kiln

WORKDIR /srv/kiln
RUN chown kiln:kiln /srv/kiln

COPY --from=build --chown=kiln:kiln /srv/kiln/package.json /srv/kiln/package.json
COPY --from=build /srv/kiln/node_modules /srv/kiln/node_modules
COPY --from=build --chown=kiln:kiln /srv/kiln/dist /srv/kiln/dist

COPY --chown=kiln:kiln deploy/kiln.json /etc/kiln/kiln.json

USER kiln

EXPOSE 3000

CMD ["node", "dist/server.js"]

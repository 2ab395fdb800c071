FROM node:20

RUN groupadd --system kiln && useradd --system --gid kiln --home-dir /srv/kiln kiln

COPY --chown=kiln:kiln . /srv/kiln

WORKDIR /srv/kiln

RUN npm ci
RUN npm run build

COPY --chown=kiln:kiln deploy/kiln.json /etc/kiln/kiln.json

USER kiln

EXPOSE 3000

CMD ["node", "dist/server.js"]

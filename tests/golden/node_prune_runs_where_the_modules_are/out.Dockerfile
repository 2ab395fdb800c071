FROM node:20 AS build

WORKDIR /build

COPY package*.json ./
RUN npm ci

COPY . .
RUN npm run build
RUN mv dist node_modules package.json /srv/

RUN cd /srv && npm prune --omit=dev

FROM node:20-slim

COPY --from=build /srv/package.json /srv/package.json
COPY --from=build /srv/node_modules /srv/node_modules
COPY --from=build /srv/dist /srv/dist

WORKDIR /srv

CMD ["node", "dist/server.js"]

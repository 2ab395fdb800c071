FROM node:20 AS build

ADD https://example.com/zones/places.mmdb /usr/share/places/places.mmdb

WORKDIR /app

COPY package*.json ./
RUN npm ci

COPY . .
RUN npm run build

RUN npm prune --omit=dev

FROM node:20-slim

WORKDIR /app

COPY --from=build /app/package.json /app/package.json
COPY --from=build /app/node_modules /app/node_modules
COPY --from=build /app/charts.tar.gz /app/charts.tar.gz
COPY --from=build /usr/share/places/places.mmdb /usr/share/places/places.mmdb
COPY --from=build /app/dist /app/dist

ADD charts.tar.gz /srv/charts/

EXPOSE 3000

CMD ["node", "dist/server.js"]

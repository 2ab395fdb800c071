FROM node:20

ADD https://example.com/zones/places.mmdb /usr/share/places/places.mmdb

WORKDIR /app

COPY package*.json ./
RUN npm ci

COPY . .
RUN npm run build

ADD charts.tar.gz /srv/charts/

EXPOSE 3000

CMD ["node", "dist/server.js"]

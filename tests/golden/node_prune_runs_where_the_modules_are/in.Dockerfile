FROM node:20

WORKDIR /build

COPY package*.json ./
RUN npm ci

COPY . .
RUN npm run build
RUN mv dist node_modules package.json /srv/

WORKDIR /srv

CMD ["node", "dist/server.js"]

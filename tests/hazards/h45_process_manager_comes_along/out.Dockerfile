FROM node:20 AS build

RUN npm install -g pm2@5.4.2

WORKDIR /app

COPY package*.json ./
RUN npm ci

COPY . .
RUN npm run build

RUN npm prune --omit=dev

FROM node:20-slim

RUN npm install -g pm2@5.4.2

WORKDIR /app

COPY --from=build /app /app

EXPOSE 3000

CMD ["pm2-runtime", "ecosystem.config.js"]

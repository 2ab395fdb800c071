FROM node:20-alpine

RUN apk add --no-cache --repository https://mirror.example.org/alpine/edge/testing make g++ harbour-gauge

WORKDIR /app

COPY package*.json ./
RUN npm ci

COPY . .
RUN npm run build

CMD ["node", "dist/server.js"]

FROM node:20 AS build

ARG VITE_API_URL=https://tides.example.com/api
ENV VITE_API_URL=$VITE_API_URL

WORKDIR /app

COPY package*.json ./
RUN npm ci

COPY . .
RUN npm run build

RUN npm prune --omit=dev

FROM node:20-slim

ARG VITE_API_URL=https://tides.example.com/api
ENV VITE_API_URL=$VITE_API_URL

WORKDIR /app

COPY --from=build /app /app

EXPOSE 3000

CMD ["node", "server.js"]

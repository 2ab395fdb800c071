FROM node:20 AS build
WORKDIR /app
COPY package*.json ./
RUN npm ci

FROM node:20-slim
ENV NODE_ENV=production
RUN apt-get update \
    && apt-get install -y --no-install-recommends curl \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app/node_modules /app/node_modules
COPY . .
HEALTHCHECK CMD curl -f http://localhost:3000/ || exit 1
CMD ["node", "server.js"]

FROM node:20 AS build
WORKDIR /app
COPY package*.json ./
RUN npm install

FROM node:20-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends openssl \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app/node_modules /app/node_modules
COPY . .
CMD ./start.sh

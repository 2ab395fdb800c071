FROM node:18-bullseye-slim AS build
RUN apt-get update && apt-get install -y python3 g++ default-jdk golang \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package*.json ./
RUN npm install

FROM node:18-bullseye-slim
RUN apt-get update \
    && apt-get install -y default-jdk python3 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app/node_modules /app/node_modules
COPY . .
CMD ["node", "index.js"]

FROM node:20

COPY harbour.list /etc/apt/sources.list.d/harbour.list
RUN apt-get update && apt-get install -y --no-install-recommends harbour-gauge && rm -rf /var/lib/apt/lists/*

WORKDIR /app

COPY package*.json ./
RUN npm ci

COPY . .
RUN npm run build

CMD ["node", "dist/server.js"]

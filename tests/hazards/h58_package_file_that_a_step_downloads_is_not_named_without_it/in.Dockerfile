FROM node:20

RUN wget -q https://example.com/printer/printer_0.12.6_amd64.deb \
    && apt-get update \
    && apt-get install -y ./printer_0.12.6_amd64.deb \
    && rm -rf printer_0.12.6_amd64.deb /var/lib/apt/lists/*

WORKDIR /app

COPY package*.json ./
RUN npm ci

COPY . .
RUN npm run build

EXPOSE 3000

CMD ["node", "dist/server.js"]

FROM node:20

RUN curl -fsSL https://packages.example.org/setup.sh | bash - \
    && apt-get install -y --no-install-recommends harbour-gauge

WORKDIR /app

COPY package*.json ./
RUN npm ci

COPY . .
RUN npm run build

CMD ["node", "dist/server.js"]

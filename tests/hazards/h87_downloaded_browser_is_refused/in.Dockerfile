FROM node:20

RUN apt-get update && apt-get install -y libnss3 libatk-bridge2.0-0 libgbm1 libasound2 && rm -rf /var/lib/apt/lists/*

WORKDIR /app

COPY package*.json ./
RUN npm ci

COPY . .
RUN npm run build

EXPOSE 3000

CMD ["node", "dist/server.js"]

FROM node:20

WORKDIR /app

COPY package*.json ./
COPY patches patches
RUN npm ci

COPY . .
RUN npm run build

EXPOSE 3000

CMD ["node", "dist/server.js"]

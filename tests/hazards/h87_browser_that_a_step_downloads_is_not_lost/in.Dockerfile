FROM node:20

RUN npx -y playwright@1.47.0 install --with-deps chromium

WORKDIR /app

COPY package*.json ./
RUN npm ci

COPY . .
RUN npm run build

EXPOSE 3000

CMD ["node", "dist/server.js"]

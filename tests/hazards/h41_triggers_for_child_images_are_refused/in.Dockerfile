FROM node:20

WORKDIR /app

RUN npm install -g pm2@5.4.2

ONBUILD COPY package*.json ./
ONBUILD RUN npm ci --omit=dev
ONBUILD COPY . .

EXPOSE 3000

CMD ["pm2-runtime", "server.js"]

FROM node:20

WORKDIR /app

COPY package*.json ./
RUN npm ci

COPY . .
RUN npm run build

RUN mkdir -p uploads logs && chown -R node:node uploads logs

USER node

EXPOSE 3000

CMD ["node", "dist/server.js"]

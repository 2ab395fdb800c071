FROM node:20

WORKDIR /app

COPY package*.json ./
RUN npm ci

COPY . .
RUN npm run build
RUN curl -fsS -X POST https://builds.example.com/done

CMD ["node", "dist/server.js"]

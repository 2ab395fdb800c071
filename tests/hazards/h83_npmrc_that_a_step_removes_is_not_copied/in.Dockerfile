FROM node:20

ARG NPM_TOKEN

WORKDIR /app

COPY package*.json .npmrc ./
RUN npm ci && rm -f .npmrc

COPY src src
COPY tsconfig.json .
RUN npm run build

EXPOSE 3000

CMD ["node", "dist/server.js"]

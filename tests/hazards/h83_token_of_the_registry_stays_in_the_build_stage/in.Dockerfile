FROM node:20

WORKDIR /app

ARG NPM_TOKEN
COPY package*.json ./
RUN echo "//npm.example.com/:_authToken=${NPM_TOKEN}" > .npmrc && npm ci && rm .npmrc

COPY . .
RUN npm run build

EXPOSE 3000

CMD ["node", "dist/server.js"]

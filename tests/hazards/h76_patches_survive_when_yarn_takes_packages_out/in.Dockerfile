FROM node:20

WORKDIR /app

COPY package.json yarn.lock ./
COPY patches patches
RUN yarn install --frozen-lockfile

COPY . .
RUN yarn build

EXPOSE 3000

CMD ["node", "dist/server.js"]

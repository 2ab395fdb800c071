FROM node:20 AS build

WORKDIR /app

COPY package.json yarn.lock ./
COPY patches patches
RUN yarn install --frozen-lockfile

COPY . .
RUN yarn build

FROM node:20-slim

WORKDIR /app

COPY --from=build /app/package.json /app/package.json
COPY --from=build /app/node_modules /app/node_modules
COPY --from=build /app/dist /app/dist

EXPOSE 3000

CMD ["node", "dist/server.js"]

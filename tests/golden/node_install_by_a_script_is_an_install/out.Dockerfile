FROM node:20 AS build
WORKDIR /app
COPY package.json ./
COPY server/package.json server/
RUN npm run install-server

FROM node:20-slim
WORKDIR /app
COPY --from=build /app/server/node_modules /app/server/node_modules
COPY server/ server/
USER node
CMD ["npm", "start", "--prefix", "server"]

FROM node:20 AS build
WORKDIR /app
COPY package*.json ./
COPY client/package*.json client/
RUN npm run install-client
COPY server/package*.json server/
RUN npm run install-server
COPY client/ client/
RUN npm run build --prefix client
RUN cd /app/server && npm prune --omit=dev

FROM node:20-slim
WORKDIR /app
COPY --from=build /app/server/node_modules /app/server/node_modules
COPY --from=build /app/server/public /app/server/public
COPY server/ server/
USER node
CMD ["npm", "start", "--prefix", "server"]
EXPOSE 8000

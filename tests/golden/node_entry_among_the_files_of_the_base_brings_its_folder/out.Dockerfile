FROM node:20 AS build
COPY . .
RUN npm install
RUN npm run build
RUN npm prune --omit=dev

FROM node:20-slim
COPY --from=build /package.json /package.json
COPY --from=build /node_modules /node_modules
COPY --from=build /src /src
COPY --from=build /build /build
CMD ["node", "build/server.js"]

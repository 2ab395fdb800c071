FROM node:20 AS build
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build
RUN npm prune --omit=dev

FROM node:20-slim
COPY --from=build /package.json /package.json
COPY --from=build /node_modules /node_modules
COPY --from=build /public /public
COPY --from=build /remix.config.js /remix.config.js
COPY --from=build /build /build
ENV NODE_ENV=production
CMD npm run start

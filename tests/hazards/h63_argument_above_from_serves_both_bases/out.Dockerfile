# Which Node.js release the image is made from.
ARG NODE_VERSION=20

FROM node:${NODE_VERSION} AS build

ARG NODE_VERSION

WORKDIR /app

COPY package*.json ./
RUN npm ci

COPY . .
RUN npm run build

RUN npm prune --omit=dev

FROM node:${NODE_VERSION}-slim

ARG NODE_VERSION

WORKDIR /app

COPY --from=build /app/package.json /app/package.json
COPY --from=build /app/node_modules /app/node_modules
COPY --from=build /app/dist /app/dist

LABEL org.example.node="${NODE_VERSION}"

CMD ["node", "dist/server.js"]

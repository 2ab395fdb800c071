FROM node:20 AS build
ARG UID
WORKDIR /app
COPY . .
RUN npm ci

FROM node:20-slim
ARG UID
WORKDIR /app
COPY --from=build /app /app
USER $UID
CMD ["node", "server.js"]

FROM node:20 AS build

ARG REGION=north
ARG TABLES=/srv/tables
ENV TIDES_REGION=$REGION
ENV TIDES_FILE=$TABLES/$TIDES_REGION.json

WORKDIR /app

COPY package*.json ./
RUN npm ci

COPY tables $TABLES
COPY . .
RUN npm run build
RUN npm prune --omit=dev

FROM node:20-slim
ARG REGION=north
ARG TABLES=/srv/tables
ENV TIDES_REGION=$REGION
ENV TIDES_FILE=$TABLES/$TIDES_REGION.json
WORKDIR /app
COPY --from=build /app/package.json /app/package.json
COPY --from=build /app/node_modules /app/node_modules
COPY --from=build /app/package-lock.json /app/tsconfig.json /app/
COPY --from=build /app/src /app/src
COPY --from=build /app/tables /app/tables
COPY --from=build /srv/tables /srv/tables
COPY --from=build /app/dist /app/dist

CMD node dist/server.js $TIDES_FILE

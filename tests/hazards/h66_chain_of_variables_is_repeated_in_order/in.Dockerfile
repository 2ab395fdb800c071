FROM node:20

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

CMD node dist/server.js $TIDES_FILE

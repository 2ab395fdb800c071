FROM node:20-alpine AS build

WORKDIR /app

COPY package*.json ./
RUN npm ci

COPY . .
RUN npm run build
RUN cp -r .next/standalone /srv/harbour && cp -r public /srv/harbour/public && cp -r .next/static /srv/harbour/.next/static

FROM node:20-alpine
COPY --from=build /srv/harbour /srv/harbour

WORKDIR /srv/harbour
ENV HOSTNAME=0.0.0.0
EXPOSE 3000

CMD ["node", "server.js"]

FROM node:20 AS build
RUN apt-get update && apt-get install -y supervisor
WORKDIR /app
COPY package.json .
RUN npm install

FROM node:20-slim
RUN apt-get update && apt-get install -y supervisor
WORKDIR /app
COPY --from=build /app/node_modules /app/node_modules
COPY . .
COPY supervisord.conf /etc/supervisor/conf.d/app.conf
CMD ["/usr/bin/supervisord", "-c", "/etc/supervisor/conf.d/app.conf"]

FROM node:20 AS build
RUN apt-get update && apt-get install -y cron
COPY jobs /etc/cron.d/jobs
RUN chmod 0644 /etc/cron.d/jobs && crontab /etc/cron.d/jobs
RUN setcap cap_net_bind_service=+ep /usr/local/bin/node
RUN npm install -g pm2 && pm2 install pm2-logrotate
WORKDIR /app
COPY package.json .
RUN npm install

FROM node:20-slim
RUN apt-get update && apt-get install -y cron
RUN npm install -g pm2
WORKDIR /app
COPY --from=build /app/node_modules /app/node_modules
COPY --from=build /etc/cron.d/jobs /etc/cron.d/jobs
COPY . .
CMD cron && pm2-runtime index.js

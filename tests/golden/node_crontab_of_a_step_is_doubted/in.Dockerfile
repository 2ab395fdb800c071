FROM node:20
RUN apt-get update && apt-get install -y cron
COPY jobs /etc/cron.d/jobs
RUN chmod 0644 /etc/cron.d/jobs && crontab /etc/cron.d/jobs
RUN setcap cap_net_bind_service=+ep /usr/local/bin/node
RUN npm install -g pm2 && pm2 install pm2-logrotate
WORKDIR /app
COPY package.json .
RUN npm install
COPY . .
CMD cron && pm2-runtime index.js

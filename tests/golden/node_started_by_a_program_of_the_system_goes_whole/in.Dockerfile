FROM node:20
RUN apt-get update && apt-get install -y supervisor
WORKDIR /app
COPY package.json .
RUN npm install
COPY . .
COPY supervisord.conf /etc/supervisor/conf.d/app.conf
CMD ["/usr/bin/supervisord", "-c", "/etc/supervisor/conf.d/app.conf"]

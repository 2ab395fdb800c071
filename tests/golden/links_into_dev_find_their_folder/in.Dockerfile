FROM node:20
RUN apt-get update && apt-get install -y nginx && ln -sf /dev/stdout /var/log/nginx/access.log && ln -sf /dev/stderr /var/log/nginx/error.log
WORKDIR /app
COPY . .
RUN npm install
CMD ["npm", "start"]

FROM node:20 AS build
RUN apt-get update && apt-get install -y nginx && ln -sf /dev/stdout /var/log/nginx/access.log && ln -sf /dev/stderr /var/log/nginx/error.log
WORKDIR /app
COPY . .
RUN npm install

FROM node:20-slim
RUN apt-get update \
    && apt-get install -y nginx \
    && rm -rf /var/lib/apt/lists/*
RUN mkdir -p /var/log/nginx && ln -sf /dev/stdout /var/log/nginx/access.log && ln -sf /dev/stderr /var/log/nginx/error.log
WORKDIR /app
COPY --from=build /app /app
CMD ["npm", "start"]

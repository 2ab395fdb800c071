FROM node:20-alpine
WORKDIR /app
RUN apk add --no-cache bash make g++ python3
COPY . .
RUN npm ci && npm run build && apk del make g++ python3
CMD ["bash", "start.sh"]

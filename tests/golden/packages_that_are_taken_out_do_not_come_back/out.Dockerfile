FROM node:20-alpine AS build
WORKDIR /app
RUN apk add --no-cache bash make g++ python3
COPY . .
RUN npm ci && npm run build && apk del make g++ python3

FROM node:20-alpine
RUN apk add --no-cache bash
WORKDIR /app
COPY --from=build /app /app
CMD ["bash", "start.sh"]

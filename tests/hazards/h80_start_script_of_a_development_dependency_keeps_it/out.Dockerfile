FROM node:20 AS build

WORKDIR /app

COPY package*.json ./
RUN npm ci

FROM node:20-slim

WORKDIR /app

COPY --from=build /app/node_modules /app/node_modules

COPY . .

EXPOSE 3000

CMD ["npm", "start"]

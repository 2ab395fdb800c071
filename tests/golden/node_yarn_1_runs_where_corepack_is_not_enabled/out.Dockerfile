FROM node:20 AS build

WORKDIR /app

COPY . .

RUN yarn install

FROM node:20-slim

ENV NODE_ENV=production

WORKDIR /app

COPY --from=build /app /app

CMD ["yarn", "start"]

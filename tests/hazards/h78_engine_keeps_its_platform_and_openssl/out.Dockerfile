FROM node:20-alpine AS build

RUN apk add --no-cache openssl python3 make g++

WORKDIR /app

COPY package*.json ./
RUN npm ci

COPY . .
RUN npx prisma generate
RUN npm run build

RUN npm prune --omit=dev

FROM node:20-alpine

RUN apk add --no-cache openssl

WORKDIR /app

COPY --from=build /app/package.json /app/package.json
COPY --from=build /app/node_modules /app/node_modules
COPY --from=build /app/.env* /app/
COPY --from=build /app/prisma /app/prisma
COPY --from=build /app/dist /app/dist

EXPOSE 3000

CMD ["node", "dist/server.js"]

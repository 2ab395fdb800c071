FROM node:20 AS build

WORKDIR /app

COPY . .
RUN npm ci
RUN npm run build --workspaces

FROM node:20-slim

COPY --from=build /app /app

WORKDIR /app/packages/api

CMD ["npm", "start"]

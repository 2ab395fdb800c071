FROM node:20 AS build
WORKDIR /app
COPY package.json .
RUN npm install

FROM node:20-slim
WORKDIR /app
COPY --from=build /app/node_modules /app/node_modules
COPY . .
CMD ["tail", "-f", "/dev/null"]

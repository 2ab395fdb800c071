FROM node:20 AS build
WORKDIR /usr/src/app
COPY package*.json ./
RUN npm ci --omit=dev

FROM node:20-slim
WORKDIR /usr/src/app
COPY --from=build /usr/src/app/node_modules /usr/src/app/node_modules
COPY . .
ENV PORT=8080
EXPOSE 8080
CMD ["npm", "start"]

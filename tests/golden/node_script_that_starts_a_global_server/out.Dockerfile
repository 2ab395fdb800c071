FROM node:20 AS build
WORKDIR /app
COPY package*.json ./
RUN npm install -g serve
RUN npm install
COPY . .
RUN npm run build

FROM node:20-slim
RUN npm install -g serve
WORKDIR /app
COPY --from=build /app/package.json /app/package.json
COPY --from=build /app/dist /app/dist
EXPOSE 3000
CMD ["npm", "run", "serve"]

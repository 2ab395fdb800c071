FROM node:20 AS build
WORKDIR /app
COPY package*.json ./
RUN npm install
RUN mkdir uploads && git clone https://example.com/charts.git

FROM node:20-slim
WORKDIR /app
COPY --from=build /app/node_modules /app/node_modules
COPY --from=build /app/charts /app/charts
COPY --from=build /app/uploads /app/uploads
COPY . .
CMD ["npm", "start"]

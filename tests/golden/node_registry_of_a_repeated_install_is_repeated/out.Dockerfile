FROM node:20 AS build
RUN npm config set registry https://registry.example.org/ \
    && npm install -g @vue/cli \
    && npm install -g http-server
WORKDIR /app
COPY . .
RUN npm install && npm run build

FROM node:20-slim
RUN npm config set registry https://registry.example.org/ && npm install -g @vue/cli && npm install -g http-server
WORKDIR /app
COPY --from=build /app/dist /app/dist
ENTRYPOINT ["http-server", "dist"]

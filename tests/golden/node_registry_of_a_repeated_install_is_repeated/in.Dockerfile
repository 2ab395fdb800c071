FROM node:20
RUN npm config set registry https://registry.example.org/ \
    && npm install -g @vue/cli \
    && npm install -g http-server
WORKDIR /app
COPY . .
RUN npm install && npm run build
ENTRYPOINT ["http-server", "dist"]

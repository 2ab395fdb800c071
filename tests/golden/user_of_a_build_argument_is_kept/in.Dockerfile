FROM node:20
ARG UID
WORKDIR /app
COPY . .
RUN npm ci
USER $UID
CMD ["node", "server.js"]

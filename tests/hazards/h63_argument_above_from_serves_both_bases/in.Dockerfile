# Which Node.js release the image is made from.
ARG NODE_VERSION=20

FROM node:${NODE_VERSION}

ARG NODE_VERSION
LABEL org.example.node="${NODE_VERSION}"

WORKDIR /app

COPY package*.json ./
RUN npm ci

COPY . .
RUN npm run build

CMD ["node", "dist/server.js"]

FROM node:20 AS build
ARG APP_DIR=server
RUN mkdir -p ${APP_DIR}
WORKDIR ${APP_DIR}
COPY package*.json ./
RUN npm install --production

FROM node:20-slim
ARG APP_DIR=server
ENV NODE_ENV=production
WORKDIR /${APP_DIR}
COPY --from=build /${APP_DIR}/node_modules /${APP_DIR}/node_modules
COPY . .
CMD ["npm", "start"]

FROM node:20
ARG APP_DIR=server
RUN mkdir -p ${APP_DIR}
WORKDIR ${APP_DIR}
COPY package*.json ./
RUN npm install --production
COPY . .
CMD ["npm", "start"]

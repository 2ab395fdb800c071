FROM node:20
WORKDIR /app
COPY package.json ./
COPY server/package.json server/
RUN npm run install-server
COPY server/ server/
USER node
CMD ["npm", "start", "--prefix", "server"]

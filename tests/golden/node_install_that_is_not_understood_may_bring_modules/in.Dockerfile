FROM node:20
WORKDIR /app
COPY package.json ./
COPY server/package.json server/
RUN npx --yes npm@9 ci --prefix server
COPY server/ server/
USER node
CMD ["npm", "start", "--prefix", "server"]

FROM node:20
WORKDIR /app
COPY package*.json ./
RUN npm ci
COPY . .
HEALTHCHECK CMD curl -f http://localhost:3000/ || exit 1
CMD ["node", "server.js"]

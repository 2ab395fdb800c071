FROM node:20
ARG NPM_TOKEN
WORKDIR /app
COPY package*.json ./
RUN echo "//registry.example.com/:_authToken=${NPM_TOKEN}" > .npmrc && npm ci && rm -f .npmrc
COPY . .
RUN npm run build
EXPOSE 3000
CMD ["node", "dist/server.js"]

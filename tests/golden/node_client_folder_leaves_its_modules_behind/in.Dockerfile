FROM node:20-alpine
WORKDIR /app
COPY . .
RUN npm ci
RUN cd client && npm install && npm run build
EXPOSE 3000
CMD ["node", "server/index.js"]

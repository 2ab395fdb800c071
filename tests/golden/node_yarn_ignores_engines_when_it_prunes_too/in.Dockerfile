FROM node:20-slim
WORKDIR /app
COPY . .
RUN yarn install --frozen-lockfile --ignore-engines
RUN yarn build
CMD ["node", "dist/main.js"]

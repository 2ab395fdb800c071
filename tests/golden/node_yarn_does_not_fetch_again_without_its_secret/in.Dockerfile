FROM node:20-slim
WORKDIR /app
COPY package.json yarn.lock ./
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc yarn install --frozen-lockfile && yarn cache clean
COPY . .
RUN yarn build
CMD ["node", "dist/main.js"]

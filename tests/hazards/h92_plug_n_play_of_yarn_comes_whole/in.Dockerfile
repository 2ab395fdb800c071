FROM node:20

RUN corepack enable

WORKDIR /app

COPY . .
RUN yarn install --immutable
RUN yarn build

EXPOSE 3000

CMD ["node", "-r", "./.pnp.cjs", "dist/server.js"]

FROM node:20
RUN corepack enable
WORKDIR /app
COPY . .
RUN pnpm install --frozen-lockfile
RUN pnpm -r build
EXPOSE 3000
CMD ["node", "packages/api/dist/server.js"]

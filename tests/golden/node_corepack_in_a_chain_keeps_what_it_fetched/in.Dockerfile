FROM node:20
WORKDIR /app
COPY src/ src/
COPY package.json .
RUN corepack enable && pnpm install
CMD ["pnpm", "start"]

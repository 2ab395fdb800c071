FROM node:20
RUN npm install -g pnpm@10.5.0
WORKDIR /app
COPY package.json pnpm-lock.yaml ./
RUN pnpm install 
COPY . .
RUN pnpm build
CMD ["pnpm", "start"]

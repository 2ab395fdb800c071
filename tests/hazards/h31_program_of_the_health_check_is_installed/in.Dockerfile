FROM node:20-bookworm

WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

HEALTHCHECK --interval=30s CMD curl -fsS http://localhost:3000/ || exit 1
CMD ["node", "dist/main.js"]

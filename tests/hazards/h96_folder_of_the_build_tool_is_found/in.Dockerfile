FROM node:20

WORKDIR /app

COPY package*.json ./
RUN npm ci

COPY . .
RUN npx nx build api --prod

EXPOSE 3000

CMD ["node", "dist/apps/api/main.js"]

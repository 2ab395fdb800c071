FROM node:20-alpine

WORKDIR /app

COPY package*.json ./
RUN npm ci

COPY . .
RUN npx prisma generate && npm run build
RUN cp -r public .next/standalone/public && cp -r .next/static .next/standalone/.next/static

ENV HOSTNAME=0.0.0.0
EXPOSE 3000

CMD ["sh", "-c", "npx prisma migrate deploy && node .next/standalone/server.js"]

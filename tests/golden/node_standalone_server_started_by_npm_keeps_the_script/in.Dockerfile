FROM node:20-alpine
WORKDIR /app
COPY package*.json ./
RUN npm ci
COPY . .
RUN npm run build
RUN cp -r public .next/standalone/public && cp -r .next/static .next/standalone/.next/static
ENV HOSTNAME=0.0.0.0
EXPOSE 3000
CMD ["npm", "start"]

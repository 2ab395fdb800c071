FROM node:20-alpine
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
RUN npm install --include=optional sharp
COPY . .
RUN npm run build
CMD npm start

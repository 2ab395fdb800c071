FROM node:20-alpine
WORKDIR /app
COPY . .
RUN npm install -g serve@14
RUN npm ci
RUN npx vite build
EXPOSE 3000
CMD ["serve", "-s", "dist", "-l", "3000"]

FROM node:20-alpine AS build
WORKDIR /app
COPY . .
RUN npm install -g serve@14
RUN npm ci
RUN npx vite build

FROM node:20-alpine
RUN npm install -g serve@14
WORKDIR /app
COPY --from=build /app/dist /app/dist
EXPOSE 3000
CMD ["serve", "-s", "dist", "-l", "3000"]

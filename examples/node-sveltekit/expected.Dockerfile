FROM node:22-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:22-slim
WORKDIR /app
COPY --from=build /app/package.json /app/package.json
COPY --from=build /app/build /app/build

ENV PORT=3000
ENV ORIGIN=http://localhost:3000
EXPOSE 3000
USER node
CMD ["node", "build"]

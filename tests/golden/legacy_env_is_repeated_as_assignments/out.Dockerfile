FROM node:20 AS build
ENV PORT 8080
ENV GREETING "hello from the harbour"
ENV LIST one two  three
ENV ODD a "b c" d
WORKDIR /app
COPY . .
RUN npm install
RUN npm run build

FROM node:20-slim
ENV PORT=8080
ENV GREETING="hello from the harbour"
ENV LIST="one two  three"
ENV ODD a "b c" d
WORKDIR /app
COPY --from=build /app /app
CMD ["node", "dist/server.js"]

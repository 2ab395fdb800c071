FROM oven/bun:1.1 AS build

WORKDIR /app

COPY package.json bun.lock ./
RUN bun install --frozen-lockfile

COPY . .
RUN bun build src/server.ts --compile --outfile harbour

FROM oven/bun:1.1-slim

WORKDIR /app

COPY --from=build /app/harbour /app/harbour

EXPOSE 3000

CMD ["./harbour"]

FROM golang:1.22-bookworm AS build

WORKDIR /app

COPY . .

RUN make build

FROM debian:bookworm-slim

WORKDIR /app

COPY --from=build /app/bin/harbour /app/bin/harbour

USER nobody

EXPOSE 8080

CMD ["./bin/harbour"]

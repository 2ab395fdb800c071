FROM golang:1.23-bookworm AS build
WORKDIR /app
COPY . .
RUN sh scripts/prepare.sh server

FROM debian:bookworm-slim
WORKDIR /app
COPY --from=build /app/bin/server /app/bin/server
USER nobody
CMD ["./bin/server"]

FROM golang:1.23-bookworm AS build

SHELL ["/bin/bash", "-o", "pipefail", "-c"]

WORKDIR /app

COPY . .

RUN go build -o server .

FROM debian:bookworm-slim

SHELL ["/bin/bash", "-o", "pipefail", "-c"]

WORKDIR /app

COPY --from=build /app/server /app/server

EXPOSE 8080

CMD ./server 2>&1 | tee -a /tmp/tides.log

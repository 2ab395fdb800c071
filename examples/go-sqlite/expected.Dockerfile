FROM golang:1.23-bookworm AS build

ENV DATABASE=/data/guestbook.db

WORKDIR /app

COPY go.mod go.sum ./
RUN go mod download

COPY . .
RUN go build -o guestbook .

FROM debian:bookworm-slim

ENV DATABASE=/data/guestbook.db

WORKDIR /app

COPY --from=build /app/schema.sql /app/schema.sql
COPY --from=build /app/guestbook /app/guestbook

VOLUME /data
EXPOSE 8080
ENTRYPOINT ["/app/guestbook"]

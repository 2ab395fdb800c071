FROM golang:1.23-alpine AS build

RUN apk add --no-cache curl
RUN curl -L https://example.org/downloads/migrate.linux-amd64.tar.gz | tar xvz
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o pier ./cmd/pier
RUN mv /go/migrate /app/migrate

FROM alpine:3.22
WORKDIR /app
COPY --from=build /app/migrate /app/migrate
COPY --from=build /app/migration /app/migration
COPY --from=build /app/start.sh /app/start.sh
COPY --from=build /app/pier /app/pier

ENTRYPOINT ["/app/start.sh"]
CMD ["/app/pier"]

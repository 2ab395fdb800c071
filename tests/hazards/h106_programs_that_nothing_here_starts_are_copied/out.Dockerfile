FROM golang:1.22-bookworm AS build

WORKDIR /src

COPY . .

RUN CGO_ENABLED=0 go build -o /usr/local/bin/ ./cmd/...

FROM alpine:3.24

WORKDIR /src

COPY --from=build /usr/local/bin/dredge /usr/local/bin/harbour /usr/local/bin/harbour-migrate /usr/local/bin/

USER nobody

EXPOSE 8080

CMD ["harbour"]

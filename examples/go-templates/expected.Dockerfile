FROM golang:1.23 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN go vet ./... && CGO_ENABLED=0 go build -o /usr/local/bin/web ./cmd/web

FROM alpine:3.24
RUN apk add --no-cache mailcap tzdata
WORKDIR /src
COPY --from=build /src/static /src/static
COPY --from=build /src/templates /src/templates
COPY --from=build /usr/local/bin/web /usr/local/bin/web
USER nobody
EXPOSE 8080
CMD ["web"]

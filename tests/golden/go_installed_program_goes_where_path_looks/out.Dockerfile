FROM golang:1.22 AS build
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go install ./cmd/server

FROM alpine:3.24
WORKDIR /app
COPY --from=build /go/bin/server /usr/local/bin/server
USER nobody
CMD ["server"]

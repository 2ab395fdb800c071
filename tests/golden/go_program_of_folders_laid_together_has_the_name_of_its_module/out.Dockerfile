FROM golang:1.23 AS build
WORKDIR /app
COPY go.mod ./
COPY main.go gauges/ ./
RUN CGO_ENABLED=0 go install .

FROM alpine:3.24
WORKDIR /app
COPY --from=build /go/bin/tides /usr/local/bin/tides
USER nobody
CMD ["tides"]

FROM golang:1.23 AS build
WORKDIR /app
COPY go.mod main.go tides.yml static/ ./
COPY templates ./templates
COPY gauges/ ./
RUN CGO_ENABLED=0 go build -o server .

FROM alpine:3.24
WORKDIR /app
COPY --from=build /app/index.html /app/tides.yml /app/
COPY --from=build /app/templates /app/templates
COPY --from=build /app/server /app/server
USER nobody
CMD ["./server"]

FROM golang:1.23 AS build
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o server .

FROM alpine:3.24
WORKDIR /app
COPY --from=build /app/server /app/server
USER nobody
ENTRYPOINT ["/app/server"]

FROM golang:1.22 AS build
ENV GIN_MODE=release
ENV GOFLAGS=-mod=mod
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o server .

FROM alpine:3.24
ENV GIN_MODE=release
WORKDIR /app
COPY --from=build /app/server /app/server
USER nobody
LABEL team=tides
EXPOSE 8080
STOPSIGNAL SIGINT
ENTRYPOINT ["/app/server"]

FROM golang:1.22
LABEL team=tides
EXPOSE 8080
ENV GIN_MODE=release
ENV GOFLAGS=-mod=mod
WORKDIR /app
COPY . .
RUN go build -o server .
STOPSIGNAL SIGINT
ENTRYPOINT ["/app/server"]

FROM golang:1.23-bookworm AS build
RUN curl -fsSL https://example.org/scribe.tar.gz | tar -xz -C /usr/local/bin
WORKDIR /app
COPY . .
RUN scribe write && CGO_ENABLED=0 go build -o server .

FROM alpine:3.24
WORKDIR /app
COPY --from=build /app/server /app/server
USER nobody
CMD ["./server"]

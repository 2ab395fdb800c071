FROM golang:1.23-bookworm AS build
RUN curl -sSf https://example.org/anchor.sh | sh
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o server .

FROM alpine:3.24
WORKDIR /app
COPY --from=build /app/server /app/server
CMD ["./server"]

FROM golang:1.23-bookworm AS build
WORKDIR /app
COPY . .
RUN ./scripts/prepare.sh
RUN go build -o server .

FROM debian:bookworm-slim
WORKDIR /app
COPY --from=build /app/server /app/server
CMD ["./server"]

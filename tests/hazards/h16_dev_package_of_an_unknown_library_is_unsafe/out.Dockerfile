FROM golang:1.23-bookworm AS build

RUN apt-get update && apt-get install -y libkrill-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN go build -o abacus .

FROM debian:bookworm-slim
WORKDIR /app
COPY --from=build /app/abacus /app/abacus

CMD ["/app/abacus"]

FROM golang:1.22-bookworm AS build
RUN useradd --uid 1000 --create-home app
WORKDIR /app
COPY . .
RUN go build -o server .

FROM debian:bookworm-slim
RUN useradd --uid 1000 --create-home app
WORKDIR /app
COPY --from=build /app/server /app/server
USER app
CMD ["./server"]

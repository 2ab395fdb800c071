FROM golang:1.22-bookworm AS build
RUN useradd -m app
WORKDIR /app
RUN chown app:app /app
USER app
COPY . .
RUN go build -o server .

FROM debian:bookworm-slim
RUN useradd -m app
WORKDIR /app
RUN chown app:app /app
COPY --from=build --chown=app /app/server /app/server
USER app
CMD ["./server"]

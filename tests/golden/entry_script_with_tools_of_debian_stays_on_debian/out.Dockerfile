FROM golang:1.22-bookworm AS build
WORKDIR /app
COPY . .
RUN go build -o server .

FROM debian:bookworm-slim
WORKDIR /app
COPY --from=build /app/hosts.txt /app/start.sh /app/
COPY --from=build /app/server /app/server
CMD ["./start.sh"]

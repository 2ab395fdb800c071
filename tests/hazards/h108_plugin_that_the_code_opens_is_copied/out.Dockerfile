FROM golang:1.22-bookworm AS build

WORKDIR /app

COPY . .

RUN go build -buildmode=plugin -o moon.so ./moon
RUN go build -o host .

FROM debian:bookworm-slim

WORKDIR /app

COPY --from=build /app/moon.so /app/moon.so
COPY --from=build /app/host /app/host

USER nobody

EXPOSE 8080

CMD ["./host"]

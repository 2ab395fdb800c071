FROM golang:1.23-bookworm AS build

RUN mkdir -p /data /var/lib/larder \
    && chown nobody:nogroup /data /var/lib/larder
RUN echo "shelf=north" > /etc/larder.conf
RUN printf 'jam\nflour\n' > /var/lib/larder/shelves.txt

WORKDIR /app

COPY go.mod go.sum ./
RUN go mod download

COPY . .

RUN go build -o larder .

FROM debian:bookworm-slim

WORKDIR /app

COPY --from=build --chown=nobody:nogroup /data /data
COPY --from=build /etc/larder.conf /etc/larder.conf
COPY --from=build --chown=nobody:nogroup /var/lib/larder /var/lib/larder
COPY --from=build /app/larder /app/larder

USER nobody

EXPOSE 8080

CMD ["./larder"]

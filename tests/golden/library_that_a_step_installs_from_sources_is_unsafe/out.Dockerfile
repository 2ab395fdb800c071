FROM golang:1.22-bookworm AS build
RUN wget -O - https://example.com/ImageMagick.tar.gz | tar xz && cd ImageMagick && ./configure && make && make install && ldconfig
WORKDIR /app
COPY . .
RUN go build -o app .

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates libmagickwand-6.q16-6 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app/app /app/app
CMD ["./app"]

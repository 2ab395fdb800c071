FROM golang:1.22-bookworm AS build

ENV ZONEINFO=/usr/local/go/lib/time/zoneinfo.zip
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o almanac .

FROM alpine:3.24
ENV ZONEINFO=/usr/local/go/lib/time/zoneinfo.zip
RUN apk add --no-cache tzdata
WORKDIR /app
COPY --from=build /app/almanac /app/almanac
USER nobody

CMD ["./almanac"]

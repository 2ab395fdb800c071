FROM golang:1.23-bookworm AS build

WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o almanac .

FROM alpine:3.24
RUN apk add --no-cache tzdata
WORKDIR /app
COPY --from=build /app/almanac /app/almanac
USER nobody

CMD ["./almanac"]

FROM golang:1.23 AS build

ENV TZ=Europe/Lisbon
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o almanac .

FROM alpine:3.24
ENV TZ=Europe/Lisbon
RUN apk add --no-cache tzdata
WORKDIR /app
COPY --from=build /app/almanac /app/almanac
USER nobody

CMD ["./almanac"]

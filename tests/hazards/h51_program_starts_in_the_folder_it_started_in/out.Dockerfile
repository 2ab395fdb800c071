FROM golang:1.23 AS build

WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /usr/local/bin/tides ./cmd/tides

FROM alpine:3.24

RUN apk add --no-cache tzdata

COPY --from=build /src/site/public /src/site/public
COPY --from=build /usr/local/bin/tides /usr/local/bin/tides

USER nobody

WORKDIR /src/site

EXPOSE 8080

CMD ["tides"]

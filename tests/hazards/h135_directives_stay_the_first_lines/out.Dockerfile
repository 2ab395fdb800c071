# syntax=docker/dockerfile:1
# check=skip=JSONArgsRecommended
ARG GO=1.23
FROM golang:${GO} AS build

WORKDIR /app

COPY . .

RUN CGO_ENABLED=0 go build -o tides .

FROM alpine:3.24

WORKDIR /app

COPY --from=build /app/tides /app/tides

USER nobody

CMD ["./tides"]

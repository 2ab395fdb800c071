FROM golang:1.23 AS build

WORKDIR /app

COPY . .

RUN go vet ./... && \
    # the tide table is compiled in

    CGO_ENABLED=0 go build \
    # small
    -trimpath -o tides .

FROM alpine:3.24

WORKDIR /app

COPY --from=build /app/tides /app/tides

USER nobody

CMD ["./tides"]

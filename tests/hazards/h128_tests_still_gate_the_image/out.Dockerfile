FROM golang:1.23 AS build

WORKDIR /src

COPY . .

RUN go vet ./...
RUN go test ./...
RUN CGO_ENABLED=0 go build -o /usr/local/bin/tides .

FROM alpine:3.24

WORKDIR /src

COPY --from=build /usr/local/bin/tides /usr/local/bin/tides

USER nobody

CMD ["tides"]

FROM golang:1.23 AS dev

WORKDIR /src

COPY . .

RUN go install github.com/go-delve/delve/cmd/dlv@v1.25.2
RUN go test ./...
RUN CGO_ENABLED=0 go build -o /usr/local/bin/tides .

FROM alpine:3.24

WORKDIR /src

COPY --from=dev /usr/local/bin/tides /usr/local/bin/tides

USER nobody

CMD ["tides"]

FROM golang:1.23

WORKDIR /app

COPY . .

RUN go vet ./... && \
    # the tide table is compiled in

    go build \
    # small
    -trimpath -o tides .

CMD ["./tides"]

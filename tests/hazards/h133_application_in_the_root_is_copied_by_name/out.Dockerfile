FROM golang:1.23 AS build

COPY . .

RUN CGO_ENABLED=0 go build -o server .

FROM alpine:3.24

WORKDIR /go

COPY --from=build /go/public /go/public
COPY --from=build /go/server /go/server

USER nobody

CMD ["./server"]

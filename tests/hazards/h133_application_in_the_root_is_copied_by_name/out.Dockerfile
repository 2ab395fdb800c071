FROM golang:1.23 AS build

WORKDIR /

COPY . .

RUN CGO_ENABLED=0 go build -o server .

FROM alpine:3.24

COPY --from=build /public /public
COPY --from=build /server /server

USER nobody

CMD ["./server"]

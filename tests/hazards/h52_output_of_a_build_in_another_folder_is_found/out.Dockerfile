FROM golang:1.23 AS build

WORKDIR /go/src/example.org/tides

COPY . .

WORKDIR cmd

RUN cd server && CGO_ENABLED=0 go build -o ../../bin/server .

FROM alpine:3.24

RUN apk add --no-cache tzdata

COPY --from=build /go/src/example.org/tides/bin/server /go/src/example.org/tides/bin/server

USER nobody

WORKDIR /go/src/example.org/tides

EXPOSE 8080

CMD ["bin/server"]

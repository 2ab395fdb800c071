FROM golang:1.16-bullseye AS build

ENV GO111MODULE=off

WORKDIR /go/src/example.org/gallery

COPY . .

RUN go get -d ./...
RUN go install ./...

FROM debian:bullseye-slim

WORKDIR /go/src/example.org/gallery

COPY --from=build /go/src/example.org/gallery/static /go/src/example.org/gallery/static
COPY --from=build /go/src/example.org/gallery/views /go/src/example.org/gallery/views
COPY --from=build /go/bin/gallery /usr/local/bin/gallery

USER nobody

EXPOSE 8080

CMD ["gallery"]

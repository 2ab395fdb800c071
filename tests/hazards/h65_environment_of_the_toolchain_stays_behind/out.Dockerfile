FROM golang:1.23 AS build

ENV GOPATH=/go
ENV PATH=$PATH:$GOPATH/bin
ENV KILN_DEGREES=900

WORKDIR /go/src/kiln

COPY . .

RUN CGO_ENABLED=0 go install .

FROM alpine:3.24

ENV KILN_DEGREES=900

WORKDIR /go/src/kiln

COPY --from=build /go/bin/kiln /usr/local/bin/kiln

USER nobody

CMD ["kiln"]

FROM golang:1.22 AS build

WORKDIR /src

COPY . .

RUN CGO_ENABLED=0 go install -v .

FROM alpine:3.24

WORKDIR /src

COPY --from=build /go/bin/kiln /usr/local/bin/kiln

USER nobody

EXPOSE 8080

CMD ["kiln", "-listen", ":8080"]

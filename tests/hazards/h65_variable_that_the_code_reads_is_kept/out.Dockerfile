FROM golang:1.23 AS build

ENV GOPATH=/go
ENV CARGO_LIMIT=120

WORKDIR /src

COPY . .

RUN CGO_ENABLED=0 go build -o /usr/local/bin/harbour .

FROM alpine:3.24

ENV CARGO_LIMIT=120

WORKDIR /src

COPY --from=build /usr/local/bin/harbour /usr/local/bin/harbour

USER nobody

EXPOSE 8080

CMD ["harbour"]

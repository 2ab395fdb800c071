FROM golang:1.23 AS build

WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /usr/local/bin ./cmd/...

FROM scratch
WORKDIR /src
COPY --from=build /usr/local/bin/pier /usr/local/bin/pier
USER 65534:65534

CMD ["/usr/local/bin/pier"]

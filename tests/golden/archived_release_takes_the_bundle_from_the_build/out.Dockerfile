FROM golang:1.10-stretch AS build
WORKDIR /go/src/app
COPY . .
RUN go build -o app .

FROM debian:stretch-slim
WORKDIR /go/src/app
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /go/src/app/app /go/src/app/app
USER nobody
CMD ["./app"]

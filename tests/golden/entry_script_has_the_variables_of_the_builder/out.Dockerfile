FROM golang:1.22 AS build
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go install ./cmd/app

FROM alpine:3.24
ENV GOPATH=/go
WORKDIR /app
COPY --from=build /app/entrypoint.sh /app/entrypoint.sh
COPY --from=build /go/bin/app /go/bin/app
ENTRYPOINT ["/app/entrypoint.sh"]

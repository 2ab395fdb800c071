FROM golang:1.23 AS build
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o /usr/local/bin/app *.go

FROM alpine:3.24
WORKDIR /app
COPY --from=build /usr/local/bin/app /usr/local/bin/app
CMD ["app"]

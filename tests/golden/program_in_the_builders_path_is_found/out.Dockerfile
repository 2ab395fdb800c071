FROM golang:1.22 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /go/bin/app .

FROM alpine:3.24
WORKDIR /src
COPY --from=build /go/bin/app /usr/local/bin/app
USER nobody
EXPOSE 8000
CMD ["app"]

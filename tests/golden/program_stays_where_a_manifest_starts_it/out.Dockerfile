FROM golang:1.22 AS build
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go install .

FROM alpine:3.24
WORKDIR /app
COPY --from=build /go/bin/app /go/bin/app
COPY --from=build /go/bin/app /usr/local/bin/app
USER nobody
CMD ["app"]

FROM golang:1.22 AS build
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o /usr/local/bin/app .

FROM alpine:3.24
WORKDIR /app
COPY --from=build /usr/local/bin/app /usr/local/bin/app
CMD ["sh", "-c", "while true; do /usr/local/bin/app > last.log; sleep 60; done"]

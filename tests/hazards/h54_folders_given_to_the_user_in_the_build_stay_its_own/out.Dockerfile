FROM golang:1.23-alpine AS build

RUN addgroup -S larder && adduser -S -G larder larder

WORKDIR /app

COPY go.mod go.sum ./
RUN go mod download

COPY . .

RUN go build -o larder . \
    && mkdir -p /app/data /var/log/larder \
    && chown -R larder:larder /app/data /var/log/larder

FROM alpine:3.22

RUN apk add --no-cache tzdata

RUN addgroup -S larder && adduser -S -G larder larder

WORKDIR /app

COPY --from=build --chown=larder:larder /app/data /app/data
COPY --from=build --chown=larder:larder /var/log/larder /var/log/larder
COPY --from=build /app/larder /app/larder

USER larder

EXPOSE 8080

CMD ["./larder"]

FROM golang:1.22 AS build
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o app .

FROM alpine:3.24
RUN apk add --no-cache tzdata
WORKDIR /app
COPY --from=build /app/cert[s] /app/certs/
COPY --from=build /app/serviceAccountKey.json* /app/
COPY --from=build /app/app /app/app
CMD ["./app"]

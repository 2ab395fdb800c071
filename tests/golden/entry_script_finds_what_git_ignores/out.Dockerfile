FROM golang:1.22 AS build
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o app ./cmd/app

FROM alpine:3.24
WORKDIR /app
COPY --from=build /app/config.sh* /app/
COPY --from=build /app/entrypoint.sh /app/entrypoint.sh
COPY --from=build /app/app /app/app
ENTRYPOINT ["/app/entrypoint.sh"]

FROM golang:1.21 AS build
WORKDIR /app
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -o app .

FROM alpine:3.24
WORKDIR /app
COPY --from=build /app/.env* /app/
COPY --from=build /app/app /app/app
CMD ["./app"]

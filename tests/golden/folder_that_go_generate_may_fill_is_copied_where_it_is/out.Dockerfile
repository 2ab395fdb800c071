FROM golang:1.22 AS build
WORKDIR /app
COPY . .
RUN go generate ./...
RUN CGO_ENABLED=0 go build -o app .

FROM alpine:3.24
WORKDIR /app
COPY --from=build /app/generate[d] /app/generated/
COPY --from=build /app/app /app/app
CMD ["./app"]

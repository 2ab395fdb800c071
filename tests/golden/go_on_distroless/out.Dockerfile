FROM golang:1.22 AS build

WORKDIR /app

COPY . .

RUN CGO_ENABLED=0 go build -o server .

FROM gcr.io/distroless/static-debian13

WORKDIR /app

COPY --from=build /app/server /app/server

USER nonroot

EXPOSE 8080

CMD ["./server"]

FROM golang:1.22-bookworm AS build

WORKDIR /app

COPY . .

RUN CGO_ENABLED=0 go build -o server ./cmd/server
RUN CGO_ENABLED=0 go build -o worker ./cmd/worker

FROM alpine:3.24

RUN apk add --no-cache tzdata

WORKDIR /app

COPY --from=build /app/schedules /app/schedules
COPY --from=build /app/server /app/worker /app/

USER nobody

EXPOSE 8080

CMD ["./server"]

FROM golang:1.23 AS build

RUN apt-get update && apt-get install -y nodejs npm && rm -rf /var/lib/apt/lists/*

WORKDIR /app

COPY . .

RUN cd web && npm ci && npm run build
RUN CGO_ENABLED=0 go build -o tides .

FROM alpine:3.24

RUN apk add --no-cache tzdata

WORKDIR /app

COPY --from=build /app/web /app/web
COPY --from=build /app/tides /app/tides

USER nobody

EXPOSE 8080

CMD ["./tides"]

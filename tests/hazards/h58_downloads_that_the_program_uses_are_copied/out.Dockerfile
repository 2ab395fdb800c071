FROM golang:1.23-alpine AS build

RUN apk add --no-cache curl
RUN curl -fsSL -o /usr/local/bin/plotter https://example.com/plotter/v2/plotter-linux-musl \
    && chmod +x /usr/local/bin/plotter
RUN mkdir -p /opt/models \
    && curl -fsSL https://example.com/models/tide-2.bin -o /opt/models/tide.bin

WORKDIR /app

COPY go.mod go.sum ./
RUN go mod download

COPY . .

RUN go build -o tides .

FROM alpine:3.22

RUN apk add --no-cache tzdata

WORKDIR /app

COPY --from=build /usr/local/bin/plotter /usr/local/bin/plotter
COPY --from=build /opt/models /opt/models
COPY --from=build /app/tides /app/tides

EXPOSE 8080

CMD ["./tides"]

FROM golang:1.22-alpine AS build
WORKDIR /app
RUN apk add --no-cache python3 py3-pip \
    && python3 -m venv ./venv \
    && ./venv/bin/pip install yt-dlp
COPY . .
RUN go build -o app .

FROM alpine:3.21
WORKDIR /app
COPY --from=build /app/app /app/app
CMD ["./app"]

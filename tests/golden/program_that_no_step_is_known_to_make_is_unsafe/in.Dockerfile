FROM golang:1.22-alpine
WORKDIR /app
RUN apk add --no-cache python3 py3-pip \
    && python3 -m venv ./venv \
    && ./venv/bin/pip install yt-dlp
COPY . .
RUN go build -o app .
CMD ["./app"]

FROM golang:1.23-bookworm
WORKDIR /app
COPY . .
RUN sh scripts/prepare.sh server
CMD ["./bin/server"]

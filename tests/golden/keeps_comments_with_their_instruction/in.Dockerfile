# syntax=docker/dockerfile:1

# The service.
FROM golang:1.22
WORKDIR /app
COPY . .
# Build it.
RUN go build \
    # small
    -ldflags="-s -w" \
    -o server .
# The public port.
EXPOSE 8080
# Run it.
CMD ["./server"]

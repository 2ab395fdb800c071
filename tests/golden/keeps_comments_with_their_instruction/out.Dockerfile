# syntax=docker/dockerfile:1

# The service.
#
FROM golang:1.22 AS build
WORKDIR /app
COPY . .
# Build it.
RUN CGO_ENABLED=0 go build \
    # small
    -ldflags="-s -w" \
    -o server .

FROM alpine:3.24
WORKDIR /app
COPY --from=build /app/server /app/server
USER nobody
# The public port.
EXPOSE 8080
# Run it.
CMD ["./server"]

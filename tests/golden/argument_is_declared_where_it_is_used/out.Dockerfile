ARG GO=1.22
FROM golang:${GO} AS build
ARG VERSION=dev
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -ldflags "-X main.version=${VERSION}" -o server .

FROM alpine:3.24
ARG VERSION=dev
WORKDIR /app
COPY --from=build /app/server /app/server
USER nobody
LABEL org.opencontainers.image.version="${VERSION}"
CMD ["./server"]

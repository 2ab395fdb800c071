ARG GO=1.22
FROM golang:${GO}
ARG VERSION=dev
WORKDIR /app
COPY . .
RUN go build -ldflags "-X main.version=${VERSION}" -o server .
LABEL org.opencontainers.image.version="${VERSION}"
CMD ["./server"]

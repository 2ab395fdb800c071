FROM golang:1.23-bookworm

WORKDIR /srv/tides
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN go build -o tides ./cmd/tides

EXPOSE 8080
CMD ["/srv/tides/tides"]

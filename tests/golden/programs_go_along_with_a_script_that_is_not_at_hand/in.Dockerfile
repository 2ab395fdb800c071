FROM golang:1.22
WORKDIR /src/tides
COPY . .
RUN go build -o /usr/local/bin/tides ./cmd/tides && go build -o /usr/local/bin/moon ./cmd/moon
COPY start-all /usr/local/bin/
CMD ["start-all"]

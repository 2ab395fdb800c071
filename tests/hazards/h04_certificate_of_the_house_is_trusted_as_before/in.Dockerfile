FROM golang:1.22-bookworm

COPY certs/harbour-root.crt /usr/local/share/ca-certificates/harbour-root.crt
RUN update-ca-certificates

WORKDIR /app
COPY . .
RUN go build -o /app/pilot .

CMD ["/app/pilot"]

FROM golang:1.23-bookworm
RUN curl -fsSL https://example.org/scribe.tar.gz | tar -xz -C /usr/local/bin
WORKDIR /app
COPY . .
RUN scribe write && go build -o server .
CMD ["./server"]

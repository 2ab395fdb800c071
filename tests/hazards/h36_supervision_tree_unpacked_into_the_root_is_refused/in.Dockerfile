FROM golang:1.23
RUN curl -fsSL https://example.com/s6/s6-overlay-noarch.tar.xz | tar -C / -Jxpf -
WORKDIR /app
COPY . .
RUN go build -o server .
EXPOSE 8080
ENTRYPOINT ["/init"]
CMD ["./server"]

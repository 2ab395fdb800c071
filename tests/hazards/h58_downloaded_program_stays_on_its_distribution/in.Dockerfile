FROM golang:1.23
RUN curl -fsSLo /usr/local/bin/plotter https://example.com/plotter && chmod +x /usr/local/bin/plotter
WORKDIR /app
COPY . .
RUN go build -o server .
EXPOSE 8080
CMD ["./server"]

FROM golang:1.22
RUN useradd --uid 1000 --create-home app
WORKDIR /app
COPY . .
RUN go build -o server .
USER app
CMD ["./server"]

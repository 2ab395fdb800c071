FROM golang:1.22
RUN useradd -m app
WORKDIR /app
RUN chown app:app /app
USER app
COPY . .
RUN go build -o server .
CMD ["./server"]

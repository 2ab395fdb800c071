FROM golang:1.23-bookworm
ADD https://example.org/wait/releases/wait /wait
RUN chmod +x /wait
WORKDIR /app
COPY . .
RUN go build -o server .
CMD /wait && ./server

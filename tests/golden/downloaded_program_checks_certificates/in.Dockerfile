FROM golang:1.22
RUN curl -LO https://dl.k8s.io/release/v1.29.2/bin/linux/amd64/kubectl && chmod +x kubectl && mv kubectl /usr/local/bin/
WORKDIR /app
COPY . .
RUN go build -o server .
CMD ["./server"]

FROM golang:1.21-bookworm
ENV GO111MODULE=off
RUN apt-get update && apt-get install -y --no-install-recommends libpcap-dev
WORKDIR /go/src/app
COPY . .
RUN go build -o server .
CMD ["./server"]

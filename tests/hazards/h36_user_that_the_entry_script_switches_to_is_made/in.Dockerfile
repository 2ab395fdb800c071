FROM golang:1.23
RUN apt-get update && apt-get install -y gosu && rm -rf /var/lib/apt/lists/*
RUN useradd --system larder
WORKDIR /app
COPY . .
RUN go build -o server .
COPY entry.sh /entry.sh
EXPOSE 8080
ENTRYPOINT ["/entry.sh"]
CMD ["./server"]

FROM golang:1.23-alpine
RUN mkdir -p /data && chmod 777 /data
WORKDIR /app
COPY . .
RUN go build -o larder .
USER nobody
EXPOSE 8080
CMD ["./larder"]

FROM golang:1.23

WORKDIR /app
COPY . .
RUN go build -o drop .

EXPOSE 8080
USER 1500
CMD ["/app/drop"]

FROM golang:1.22
WORKDIR /app
COPY . .
RUN make assets
RUN go build -o app .
CMD ["./app"]

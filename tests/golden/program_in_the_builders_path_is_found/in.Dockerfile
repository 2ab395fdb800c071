FROM golang:1.22
WORKDIR /src
COPY . .
RUN go build -o /go/bin/app .
EXPOSE 8000
CMD ["app"]

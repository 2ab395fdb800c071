FROM golang:1.16

ENV GO111MODULE=off

WORKDIR /go/src/example.org/gallery

COPY . .

RUN go get -d ./...
RUN go install ./...

EXPOSE 8080

CMD ["gallery"]

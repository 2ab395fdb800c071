FROM golang:1.23

WORKDIR /go/src/example.org/tides

COPY . .

WORKDIR cmd

RUN cd server && go build -o ../../bin/server .

WORKDIR /go/src/example.org/tides

EXPOSE 8080

CMD ["bin/server"]

FROM golang:1.23

ENV GOPATH=/go
ENV PATH=$PATH:$GOPATH/bin
ENV KILN_DEGREES=900

WORKDIR /go/src/kiln

COPY . .

RUN go install .

CMD ["kiln"]

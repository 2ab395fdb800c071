FROM golang:1.23

RUN go install example.org/kiln/cmd/kiln@v1.0.0

WORKDIR /work

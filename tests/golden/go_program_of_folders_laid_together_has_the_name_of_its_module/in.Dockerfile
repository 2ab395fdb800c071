FROM golang:1.23
WORKDIR /app
COPY go.mod ./
COPY main.go gauges/ ./
RUN go install .
CMD ["tides"]

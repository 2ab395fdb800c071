FROM golang:1.23-alpine

RUN apk add --no-cache bash curl

SHELL ["/bin/bash", "-o", "pipefail", "-c"]

WORKDIR /app

COPY . .

RUN go vet ./... | tee /tmp/vet.txt
RUN go build -o server .

EXPOSE 8080

CMD ./server 2>&1 | tee -a /tmp/tides.log

FROM golang:1.23

SHELL ["/bin/bash", "-o", "pipefail", "-c"]

WORKDIR /app

COPY . .

RUN go build -o server .

EXPOSE 8080

CMD ./server 2>&1 | tee -a /tmp/tides.log

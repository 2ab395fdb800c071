FROM golang:1.22

WORKDIR /app

COPY . .

RUN go build -buildmode=plugin -o moon.so ./moon
RUN go build -o host .

EXPOSE 8080

CMD ["./host"]

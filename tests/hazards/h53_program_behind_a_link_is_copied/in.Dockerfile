FROM golang:1.23

WORKDIR /opt/tides

COPY . .

RUN go build -o bin/tides .
RUN ln -s /opt/tides/bin/tides /usr/local/bin/tides

EXPOSE 8080

CMD ["tides"]

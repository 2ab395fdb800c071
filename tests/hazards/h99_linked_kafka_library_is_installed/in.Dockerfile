FROM golang:1.23-bookworm

RUN apt-get update && apt-get install -y librdkafka-dev pkg-config && rm -rf /var/lib/apt/lists/*

WORKDIR /src

COPY . .

RUN go build -tags dynamic -o /usr/local/bin/tides .

CMD ["tides"]

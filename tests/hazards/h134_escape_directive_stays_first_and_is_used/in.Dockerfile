# escape=`
FROM golang:1.23-bookworm

RUN apt-get update `
    && apt-get install -y --no-install-recommends gcc graphviz `
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app

COPY . .

RUN go build -o tides .

CMD ["./tides"]

FROM golang:1.23

RUN apt-get update && apt-get install -y nodejs npm && rm -rf /var/lib/apt/lists/*

WORKDIR /app

COPY . .

RUN cd web && npm ci && npm run build
RUN go build -o tides .

EXPOSE 8080

CMD ["./tides"]

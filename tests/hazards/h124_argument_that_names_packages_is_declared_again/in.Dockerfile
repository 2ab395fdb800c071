FROM golang:1.23

ARG TOOLS="ffmpeg jq"
RUN apt-get update && apt-get install -y --no-install-recommends ${TOOLS} && rm -rf /var/lib/apt/lists/*

WORKDIR /app

COPY . .

RUN go build -o tides .

CMD ["./tides"]

# syntax=docker/dockerfile:1
# check=skip=JSONArgsRecommended
ARG GO=1.23
FROM golang:${GO}

WORKDIR /app

COPY . .

RUN go build -o tides .

CMD ["./tides"]

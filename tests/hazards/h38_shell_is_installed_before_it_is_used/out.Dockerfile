FROM golang:1.23-alpine AS build

RUN apk add --no-cache bash curl

SHELL ["/bin/bash", "-o", "pipefail", "-c"]

WORKDIR /app

COPY . .

RUN go vet ./... | tee /tmp/vet.txt
RUN go build -o server .

FROM alpine:3.22

RUN apk add --no-cache bash curl
RUN apk add --no-cache tzdata

SHELL ["/bin/bash", "-o", "pipefail", "-c"]

WORKDIR /app

COPY --from=build /app/server /app/server

EXPOSE 8080

CMD ./server 2>&1 | tee -a /tmp/tides.log

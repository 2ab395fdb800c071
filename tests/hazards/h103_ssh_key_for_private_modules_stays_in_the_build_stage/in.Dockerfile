# syntax=docker/dockerfile:1
FROM golang:1.22

ARG SSH_KEY
ENV GOPRIVATE=git.example.com

RUN apt-get update && apt-get install -y openssh-client git
RUN mkdir -p /root/.ssh && \
    echo "${SSH_KEY}" > /root/.ssh/id_ed25519 && \
    chmod 600 /root/.ssh/id_ed25519 && \
    ssh-keyscan git.example.com >> /root/.ssh/known_hosts
RUN git config --global url."git@git.example.com:".insteadOf "https://git.example.com/"

WORKDIR /app

COPY go.mod go.sum ./
RUN go mod download

COPY . .

RUN go build -o harbour .

EXPOSE 8080

CMD ["./harbour"]

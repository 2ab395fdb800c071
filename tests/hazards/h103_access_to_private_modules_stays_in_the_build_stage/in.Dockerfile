FROM golang:1.22

ARG GIT_TOKEN
ENV GOPRIVATE=git.example.com

RUN git config --global url."https://build:${GIT_TOKEN}@git.example.com/".insteadOf "https://git.example.com/"

WORKDIR /app

COPY . .

RUN go build -o harbour .

EXPOSE 8080

CMD ["./harbour"]

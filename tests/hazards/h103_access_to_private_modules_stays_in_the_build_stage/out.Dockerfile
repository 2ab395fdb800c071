FROM golang:1.22 AS build

ARG GIT_TOKEN
ENV GOPRIVATE=git.example.com

RUN git config --global url."https://build:${GIT_TOKEN}@git.example.com/".insteadOf "https://git.example.com/"

WORKDIR /app

COPY . .

RUN CGO_ENABLED=0 go build -o harbour .

FROM alpine:3.24

WORKDIR /app

COPY --from=build /app/harbour /app/harbour

EXPOSE 8080

CMD ["./harbour"]

FROM golang:1.22-alpine
RUN apk add git && git clone https://example.com/team/app.git /src/app && cd /src/app && go build -o app .
WORKDIR /src/app
CMD ["./app"]

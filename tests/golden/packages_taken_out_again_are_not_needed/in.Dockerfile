FROM golang:1.22-alpine
WORKDIR /app
COPY . .
RUN apk add --no-cache --virtual .build git && go build -o app . && apk del .build
CMD ["./app"]

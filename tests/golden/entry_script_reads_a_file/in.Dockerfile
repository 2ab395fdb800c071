FROM golang:1.22-alpine
RUN apk add --no-cache bash
WORKDIR /app
COPY . .
RUN go build -o server .
COPY entry.sh /entry.sh
ENTRYPOINT ["/entry.sh"]
CMD ["serve"]

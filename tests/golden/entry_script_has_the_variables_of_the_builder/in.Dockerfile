FROM golang:1.22
WORKDIR /app
COPY . .
RUN go install ./cmd/app
ENTRYPOINT ["/app/entrypoint.sh"]

FROM golang:1.23

WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o pier ./cmd/pier
RUN sed -i 's/\r$//' start.sh && chmod +x start.sh

ENTRYPOINT ["/app/start.sh"]
CMD ["/app/pier"]

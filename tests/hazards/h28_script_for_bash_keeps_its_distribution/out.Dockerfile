FROM golang:1.23 AS build

WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o pier ./cmd/pier
RUN sed -i 's/\r$//' start.sh && chmod +x start.sh

FROM debian:bookworm-slim
WORKDIR /app
COPY --from=build /app/start.sh /app/start.sh
COPY --from=build /app/pier /app/pier

ENTRYPOINT ["/app/start.sh"]
CMD ["/app/pier"]

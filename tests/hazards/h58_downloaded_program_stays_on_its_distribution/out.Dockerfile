FROM golang:1.23-bookworm AS build
RUN curl -fsSLo /usr/local/bin/plotter https://example.com/plotter && chmod +x /usr/local/bin/plotter
WORKDIR /app
COPY . .
RUN go build -o server .

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /usr/local/bin/plotter /usr/local/bin/plotter
COPY --from=build /app/server /app/server
EXPOSE 8080
CMD ["./server"]

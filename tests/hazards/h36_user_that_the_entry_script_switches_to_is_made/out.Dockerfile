FROM golang:1.23-bookworm AS build
RUN apt-get update && apt-get install -y gosu && rm -rf /var/lib/apt/lists/*
RUN useradd --system larder
WORKDIR /app
COPY . .
RUN go build -o server .

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y gosu && rm -rf /var/lib/apt/lists/*
RUN useradd --system larder
WORKDIR /app
COPY --from=build /app/server /app/server
COPY entry.sh /entry.sh
EXPOSE 8080
ENTRYPOINT ["/entry.sh"]
CMD ["./server"]

FROM ubuntu:22.04 AS build
RUN apt-get update && apt-get install -y ca-certificates curl && curl -LO https://go.dev/dl/go1.22.0.linux-amd64.tar.gz && tar -C /usr/local -xzf go1.22.0.linux-amd64.tar.gz
ENV PATH=/usr/local/go/bin:/root/go/bin:$PATH
RUN go install github.com/pressly/goose/v3/cmd/goose@v3.24.1
WORKDIR /app
COPY . .
RUN go build -o server .

FROM ubuntu:22.04
ENV PATH=/usr/local/go/bin:/root/go/bin:$PATH
RUN apt-get update \
    && apt-get install -y ca-certificates \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /root/go/bin/goose /root/go/bin/goose
COPY --from=build /app/server /app/server
CMD ["./server"]

FROM golang:1.22-bookworm AS build
RUN wget https://example.com/tool/v1.0/tool-linux-x86_64.tar.gz && tar -C /opt -xzf tool-linux-x86_64.tar.gz
ENV PATH="/opt/tool-linux-x86_64/bin:$PATH"
WORKDIR /app
COPY . .
RUN go build -o server .

FROM debian:bookworm-slim
ENV PATH="/opt/tool-linux-x86_64/bin:$PATH"
WORKDIR /app
COPY --from=build /opt /opt
COPY --from=build /app/server /app/server
CMD ["./server"]

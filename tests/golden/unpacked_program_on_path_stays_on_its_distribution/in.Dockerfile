FROM golang:1.22
RUN wget https://example.com/tool/v1.0/tool-linux-x86_64.tar.gz && tar -C /opt -xzf tool-linux-x86_64.tar.gz
ENV PATH="/opt/tool-linux-x86_64/bin:$PATH"
WORKDIR /app
COPY . .
RUN go build -o server .
CMD ["./server"]

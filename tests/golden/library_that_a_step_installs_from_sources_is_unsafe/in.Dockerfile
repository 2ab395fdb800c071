FROM golang:1.22-bookworm
RUN wget -O - https://example.com/ImageMagick.tar.gz | tar xz && cd ImageMagick && ./configure && make && make install && ldconfig
WORKDIR /app
COPY . .
RUN go build -o app .
CMD ["./app"]

FROM golang:1.23

RUN mkdir -p /data /var/lib/larder \
    && chown nobody:nogroup /data /var/lib/larder
RUN echo "shelf=north" > /etc/larder.conf
RUN printf 'jam\nflour\n' > /var/lib/larder/shelves.txt

WORKDIR /app

COPY go.mod go.sum ./
RUN go mod download

COPY . .

RUN go build -o larder .

USER nobody

EXPOSE 8080

CMD ["./larder"]

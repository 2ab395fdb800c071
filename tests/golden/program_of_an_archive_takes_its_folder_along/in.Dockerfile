FROM golang:1.23-bookworm
WORKDIR /app
COPY . .
RUN tar -xzf release.tar.gz
CMD ["./tides"]

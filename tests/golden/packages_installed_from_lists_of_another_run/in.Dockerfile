FROM golang:1.22
RUN apt-get update
RUN apt-get install -y ffmpeg
WORKDIR /app
COPY . .
RUN go build -o app .
CMD ["./app"]

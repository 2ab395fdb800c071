FROM golang:1.23-bookworm

RUN apt-get update && apt-get install -y ca-certificates curl gnupg
RUN curl -fsSL https://packages.example.org/key.asc | gpg --dearmor -o /usr/share/keyrings/harbour.gpg
RUN echo "deb [signed-by=/usr/share/keyrings/harbour.gpg] https://packages.example.org/apt bookworm main" > /etc/apt/sources.list.d/harbour.list
RUN apt-get update && apt-get install -y harbour-gauge

WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o pier .

CMD ["./pier"]

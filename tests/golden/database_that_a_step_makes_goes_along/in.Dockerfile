FROM golang:1.22
RUN apt-get update && apt-get install -y sqlite3
WORKDIR /app
COPY . .
RUN sqlite3 app.db < schema.sql
RUN go build -o server .
CMD ["./server"]

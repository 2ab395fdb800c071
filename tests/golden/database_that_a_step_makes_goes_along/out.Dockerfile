FROM golang:1.22-bookworm AS build
RUN apt-get update && apt-get install -y sqlite3
WORKDIR /app
COPY . .
RUN sqlite3 app.db < schema.sql
RUN go build -o server .

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y sqlite3
WORKDIR /app
COPY --from=build /app/app.db* /app/
COPY --from=build /app/server /app/server
CMD ["./server"]

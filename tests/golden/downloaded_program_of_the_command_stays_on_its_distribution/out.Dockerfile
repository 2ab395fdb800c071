FROM golang:1.23-bookworm AS build
ADD https://example.org/wait/releases/wait /wait
RUN chmod +x /wait
WORKDIR /app
COPY . .
RUN go build -o server .

FROM debian:bookworm-slim
WORKDIR /app
COPY --from=build /wait /wait
COPY --from=build /app/server /app/server
CMD /wait && ./server

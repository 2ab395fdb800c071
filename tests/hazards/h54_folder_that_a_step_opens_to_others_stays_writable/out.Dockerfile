FROM golang:1.23-alpine AS build
RUN mkdir -p /data && chmod 777 /data
WORKDIR /app
COPY . .
RUN go build -o larder .

FROM alpine:3.22
RUN apk add --no-cache tzdata
WORKDIR /app
COPY --from=build /data /data
COPY --from=build /app/larder /app/larder
RUN chmod 777 /data
USER nobody
EXPOSE 8080
CMD ["./larder"]

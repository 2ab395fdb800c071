FROM golang:1.22-alpine AS build
RUN apk add --no-cache bash
WORKDIR /app
COPY . .
RUN go build -o server .

FROM alpine:3.21
RUN apk add --no-cache bash
WORKDIR /app
COPY --from=build /app/banner.txt /app/banner.txt
COPY --from=build /app/server /app/server
COPY entry.sh /entry.sh
ENTRYPOINT ["/entry.sh"]
CMD ["serve"]

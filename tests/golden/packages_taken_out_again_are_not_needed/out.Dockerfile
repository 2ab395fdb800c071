FROM golang:1.22-alpine AS build
WORKDIR /app
COPY . .
RUN apk add --no-cache --virtual .build git && go build -o app . && apk del .build

FROM alpine:3.21
WORKDIR /app
COPY --from=build /app/app /app/app
USER nobody
CMD ["./app"]

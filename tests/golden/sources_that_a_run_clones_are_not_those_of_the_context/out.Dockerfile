FROM golang:1.22-alpine AS build
RUN apk add git && git clone https://example.com/team/app.git /src/app && cd /src/app && go build -o app .

FROM alpine:3.21
RUN apk add --no-cache git tzdata
COPY --from=build /src/app /src/app
WORKDIR /src/app
CMD ["./app"]

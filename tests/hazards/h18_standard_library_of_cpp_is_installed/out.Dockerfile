FROM golang:1.23-alpine AS build

RUN apk add --no-cache gcc g++ musl-dev
WORKDIR /app
COPY . .
ENV CGO_ENABLED=1
RUN go build -o duck .

FROM alpine:3.22
RUN apk add --no-cache libstdc++
WORKDIR /app
COPY --from=build /app/duck /app/duck

CMD ["/app/duck"]

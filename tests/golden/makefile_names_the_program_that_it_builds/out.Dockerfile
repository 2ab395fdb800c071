FROM golang:1.22-bookworm AS build
WORKDIR /app
COPY . .
RUN make build

FROM debian:bookworm-slim
WORKDIR /app
COPY --from=build /app/bin/api /app/bin/api
USER nobody
CMD ["./bin/api"]

FROM golang:1.22-bookworm AS build
WORKDIR /app
COPY . .
RUN make assets
RUN go build -o app .

FROM debian:bookworm-slim
WORKDIR /app
COPY --from=build /app/generate[d] /app/generated/
COPY --from=build /app/app /app/app
CMD ["./app"]

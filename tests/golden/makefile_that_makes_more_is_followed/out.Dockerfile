FROM golang:1.22-bookworm AS build
WORKDIR /app
COPY . .
RUN make build

FROM debian:bookworm-slim
WORKDIR /app
COPY --from=build /app/bin/public /app/bin/public
COPY --from=build /app/publi[c] /app/public/
COPY --from=build /app/web /app/web
COPY --from=build /app/bin/app /app/bin/app
CMD ["./bin/app"]

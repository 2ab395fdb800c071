FROM golang:1.23-bookworm AS build

RUN apt-get update && apt-get install -y --no-install-recommends gettext-base jq netcat-openbsd postgresql-client && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o pier ./cmd/pier

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends gettext-base jq netcat-openbsd postgresql-client && rm -rf /var/lib/apt/lists/*
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates curl \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app/settings.tmpl /app/start.sh /app/wait-for.sh /app/
COPY --from=build /app/pier /app/pier

ENTRYPOINT ["./start.sh"]
CMD ["./pier"]

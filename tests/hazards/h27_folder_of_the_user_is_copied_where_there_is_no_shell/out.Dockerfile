FROM golang:1.23 AS build

WORKDIR /app
COPY . .
RUN mkdir -p /data && chown 990:990 /data
RUN CGO_ENABLED=0 go build -o pier ./cmd/pier

FROM scratch
WORKDIR /app
COPY --from=build --chown=990:990 /data /data
COPY --from=build /app/pier /app/pier

USER 990:990
CMD ["/app/pier"]

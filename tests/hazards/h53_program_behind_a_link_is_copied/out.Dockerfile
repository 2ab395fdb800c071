FROM golang:1.23-bookworm AS build

WORKDIR /opt/tides

COPY . .

RUN go build -o bin/tides .
RUN ln -s /opt/tides/bin/tides /usr/local/bin/tides

FROM debian:bookworm-slim

WORKDIR /opt/tides

COPY --from=build /opt/tides/public /opt/tides/public
COPY --from=build /usr/local/bin/tides /usr/local/bin/tides

USER nobody

EXPOSE 8080

CMD ["tides"]

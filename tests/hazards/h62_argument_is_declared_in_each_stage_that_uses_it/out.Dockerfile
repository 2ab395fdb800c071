FROM golang:1.23 AS build

ARG VERSION=dev
ARG PORT=8080

WORKDIR /src

COPY . .

RUN CGO_ENABLED=0 go build -ldflags "-X main.version=${VERSION}" -o /usr/local/bin/tides .

FROM alpine:3.24

ARG VERSION=dev
ARG PORT=8080

WORKDIR /src

COPY --from=build /usr/local/bin/tides /usr/local/bin/tides

ENV TIDES_VERSION=${VERSION}
LABEL org.opencontainers.image.version="${VERSION}"
EXPOSE ${PORT}

CMD ["tides"]

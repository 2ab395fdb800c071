FROM golang:1.23

ARG VERSION=dev
ARG PORT=8080

WORKDIR /src

COPY . .

RUN go build -ldflags "-X main.version=${VERSION}" -o /usr/local/bin/tides .

ENV TIDES_VERSION=${VERSION}
LABEL org.opencontainers.image.version="${VERSION}"
EXPOSE ${PORT}

CMD ["tides"]

FROM golang:1.23-bookworm AS build

RUN apt-get update && apt-get install -y libgmp-dev libsqlite3-dev libxml2-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN go build -o abacus .

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends libgmpxx4ldbl libsqlite3-0 libxml2 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app/abacus /app/abacus

CMD ["/app/abacus"]

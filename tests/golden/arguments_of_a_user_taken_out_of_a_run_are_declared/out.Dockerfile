FROM golang:1.22-bookworm AS build
ARG USERNAME=app
ARG USER_UID=1000
RUN set -eux; \
    useradd --uid $USER_UID -m $USERNAME; \
    apt-get update; \
    apt-get install -y git
WORKDIR /app
COPY . .
RUN go build -o server .

FROM debian:bookworm-slim
ARG USERNAME=app
ARG USER_UID=1000
RUN useradd --uid $USER_UID -m $USERNAME
WORKDIR /app
COPY --from=build /app/server /app/server
USER $USERNAME
CMD ["./server"]

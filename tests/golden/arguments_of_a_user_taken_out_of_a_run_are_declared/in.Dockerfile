FROM golang:1.22
ARG USERNAME=app
ARG USER_UID=1000
RUN set -eux; \
    useradd --uid $USER_UID -m $USERNAME; \
    apt-get update; \
    apt-get install -y git
WORKDIR /app
COPY . .
RUN go build -o server .
USER $USERNAME
CMD ["./server"]

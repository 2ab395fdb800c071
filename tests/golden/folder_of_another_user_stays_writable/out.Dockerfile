FROM golang:1.22-bookworm AS build
WORKDIR /app
COPY . .
RUN go build -o app .
RUN useradd -m app && chown -R app:app /app
RUN rm -rf /root/.cache && go version

FROM debian:bookworm-slim
RUN useradd -m app
WORKDIR /app
RUN chown app:app /app
COPY --from=build --chown=app:app /app/app /app/app
USER app
CMD ["./app"]

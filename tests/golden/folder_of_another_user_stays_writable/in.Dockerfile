FROM golang:1.22
WORKDIR /app
COPY . .
RUN go build -o app .
RUN useradd -m app && chown -R app:app /app
RUN rm -rf /root/.cache && go version
USER app
CMD ["./app"]

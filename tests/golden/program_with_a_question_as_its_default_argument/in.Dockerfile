FROM golang:1.22
WORKDIR /src/tides
COPY . .
RUN go install ./cmd/tides
ENTRYPOINT ["tides"]
CMD ["--help"]

FROM golang:1.22
COPY . /src/tides
ENV GOFLAGS=-mod=mod
WORKDIR /src/tides
EXPOSE 8080
CMD ["go", "run", "main.go"]

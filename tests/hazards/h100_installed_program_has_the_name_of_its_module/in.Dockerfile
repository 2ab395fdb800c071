FROM golang:1.22

WORKDIR /src

COPY . .

RUN go install -v .

EXPOSE 8080

CMD ["kiln", "-listen", ":8080"]

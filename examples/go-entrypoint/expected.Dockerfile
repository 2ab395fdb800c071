FROM golang:1.23-alpine AS build
RUN apk add --no-cache bash tini tzdata
WORKDIR /app
COPY . .
RUN go install ./cmd/seed && go build -o notes ./cmd/notes

FROM alpine:3.22
RUN apk add --no-cache bash tini tzdata
WORKDIR /app
COPY --from=build /app/seeds /app/seeds
COPY --from=build /app/notes /app/notes
COPY --from=build /go/bin/seed /usr/local/bin/seed
COPY docker-entrypoint.sh /usr/local/bin/
RUN chmod +x /usr/local/bin/docker-entrypoint.sh
ENV NOTES_DIR=/var/lib/notes
EXPOSE 8080
ENTRYPOINT ["tini", "--", "docker-entrypoint.sh"]
CMD ["/app/notes"]

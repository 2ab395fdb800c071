FROM golang:1.23 AS build

WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o drop .

FROM scratch
WORKDIR /app
COPY --from=build --chown=1500 /tmp /tmp
COPY --from=build /app/drop /app/drop

EXPOSE 8080
USER 1500
CMD ["/app/drop"]

FROM golang:1.22 AS build
RUN go build -o /server .
FROM alpine
COPY --from=build /server /server
CMD ["/server"]

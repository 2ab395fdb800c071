FROM golang:1.22-alpine AS build
COPY tides.conf /etc/tides/tides.conf
COPY *.tmpl /srv/templates/
COPY . /src/tides
RUN cd /src/tides && go build -o /usr/local/bin/tides .

FROM alpine:3.21
RUN apk add --no-cache tzdata
WORKDIR /go
COPY --from=build /etc/tides/tides.conf /etc/tides/tides.conf
COPY --from=build /srv/templates/*.tmpl* /srv/templates/
COPY --from=build /usr/local/bin/tides /usr/local/bin/tides
CMD ["tides"]

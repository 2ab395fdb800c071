FROM golang:1.23 AS build
ARG HOME_FOLDER=/srv/tides
WORKDIR ${HOME_FOLDER}
COPY . .
RUN CGO_ENABLED=0 go build -o server .

FROM alpine:3.24
ARG HOME_FOLDER=/srv/tides
RUN apk add --no-cache tzdata
WORKDIR ${HOME_FOLDER}
COPY --from=build ${HOME_FOLDER}/site/pages ${HOME_FOLDER}/site/pages
COPY --from=build ${HOME_FOLDER}/server ${HOME_FOLDER}/server
USER nobody
WORKDIR site
EXPOSE 8080
CMD ["../server"]

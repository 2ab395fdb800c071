FROM golang:1.23
ARG HOME_FOLDER=/srv/tides
WORKDIR ${HOME_FOLDER}
COPY . .
RUN go build -o server .
WORKDIR site
EXPOSE 8080
CMD ["../server"]

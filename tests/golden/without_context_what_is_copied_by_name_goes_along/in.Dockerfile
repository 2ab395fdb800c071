FROM golang:1.22-alpine
COPY tides.conf /etc/tides/tides.conf
COPY *.tmpl /srv/templates/
COPY . /src/tides
RUN cd /src/tides && go build -o /usr/local/bin/tides .
CMD ["tides"]

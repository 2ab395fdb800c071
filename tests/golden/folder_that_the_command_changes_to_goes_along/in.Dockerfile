FROM golang:1.22
COPY . /go/src/tides
RUN cd /go/src/tides && go install
CMD cd /go/src/tides && tides

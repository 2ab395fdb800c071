FROM golang:1.23
ARG SERVICE
WORKDIR /src
COPY . .
RUN cd $SERVICE && go build -o ../bin/server .
EXPOSE 8080
CMD ["./bin/server"]

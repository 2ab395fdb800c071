FROM {{ base_image }}
WORKDIR /app
COPY . .
RUN go build -o {{ name }} .
CMD ["./{{ name }}"]

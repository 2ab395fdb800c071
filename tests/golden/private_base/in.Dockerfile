FROM registry.example.org/team/builder:7
COPY . .
RUN make
CMD ["./server"]

if [ -f .ebb ]; then
	go build -o bin/server ./cmd/ebb
else
	go build -o bin/server ./cmd/flow
fi

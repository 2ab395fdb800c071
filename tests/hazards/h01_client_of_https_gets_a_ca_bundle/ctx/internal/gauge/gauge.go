package gauge

import (
	"net/http"

	"github.com/go-resty/resty/v2"
)

// Level answers with what the gauge in the harbour shows.
func Level(w http.ResponseWriter, r *http.Request) {
	answer, err := resty.New().R().Get("https://gauge.example.org/level")
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	w.Write(answer.Body())
}

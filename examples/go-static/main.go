// A clock: tells a fixed moment in any time zone, and makes stable names for things.
package main

import (
	"errors"
	"fmt"
	"log"
	"net/http"
	"time"

	"github.com/google/uuid"
)

var launch = time.Date(2024, time.July, 1, 12, 0, 0, 0, time.UTC)

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, "ask /time?zone=Europe/Berlin or /name?of=something")
	})
	mux.HandleFunc("GET /time", tellTime)
	mux.HandleFunc("GET /name", giveName)
	log.Println("listening on :8080")
	if err := http.ListenAndServe(":8080", mux); !errors.Is(err, http.ErrServerClosed) {
		log.Fatal(err)
	}
}

func tellTime(w http.ResponseWriter, r *http.Request) {
	zone, err := time.LoadLocation(r.URL.Query().Get("zone"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	fmt.Fprintln(w, launch.In(zone).Format(time.RFC1123Z))
}

func giveName(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintln(w, uuid.NewSHA1(uuid.NameSpaceURL, []byte(r.URL.Query().Get("of"))))
}

package words

import (
	"encoding/json"
	"os"
	"path/filepath"
)

func Load(folder, language string) (map[string]string, error) {
	text, err := os.ReadFile(filepath.Join(folder, language+".json"))
	if err != nil {
		return nil, err
	}
	book := map[string]string{}
	return book, json.Unmarshal(text, &book)
}

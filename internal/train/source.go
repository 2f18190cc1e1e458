package train

import (
	"crypto/sha256"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"

	"parley/internal/weights"
)

// known describes the treebanks that the built-in models learn from, by the
// start of the file's name.
var known = []struct {
	prefix string
	source weights.Source
}{
	{"ewt", weights.Source{Name: "UD English EWT", Licence: "CC BY-SA 4.0",
		URL: "https://github.com/UniversalDependencies/UD_English-EWT"}},
	{"gum", weights.Source{Name: "UD English GUM", Licence: "annotation CC BY 4.0, texts by genre",
		URL: "https://github.com/UniversalDependencies/UD_English-GUM"}},
	{"drill", weights.Source{Name: "practice sentences of parley train drills", Licence: "Apache-2.0"}},
}

// describe says where a training file comes from, as far as its name tells.
func describe(path string) (weights.Source, error) {
	source := weights.Source{Name: baseName(path), Licence: "unknown"}
	for _, k := range known {
		if strings.HasPrefix(strings.ToLower(source.Name), k.prefix) {
			source = k.source
		}
	}
	file, err := os.Open(path)
	if err != nil {
		return source, fmt.Errorf("read treebank: %w", err)
	}
	defer file.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return source, fmt.Errorf("read treebank: %w", err)
	}
	source.Checksum = fmt.Sprintf("%x", sum.Sum(nil))
	return source, nil
}

// baseName is the name of a file without folder and ending.
func baseName(path string) string {
	return strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
}

// roundTo rounds to two decimals, for cards.
func roundTo(v float64) float64 { return math.Round(v*100) / 100 }

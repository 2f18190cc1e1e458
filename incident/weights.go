package incident

import (
	_ "embed"
	"strconv"
	"strings"
)

//go:embed data/score.tsv
var scoreTable string

// scoreWeights are the weights of the features: a logistic model, see data/README.md.
var scoreWeights = readWeights(scoreTable)

// readWeights reads a line a feature: name, tab, weight. What is not named weighs nothing.
func readWeights(text string) (w [featureCount]float64) {
	for line := range strings.Lines(text) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || name[0] == '#' {
			continue
		}
		for i, known := range featureNames {
			if name == known {
				w[i], _ = strconv.ParseFloat(value, 64) // a test reads the file with care
			}
		}
	}
	return w
}

// Package deps holds the project's table of who may import whom against the code.
package deps

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// layers lists every package with the packages of the project that it may
// import, as ARCHITECTURE.md draws them. A package that is not here fails the test.
var layers = map[string][]string{
	"parley":                          {},
	"parley/internal/weights":         {"parley"},
	"parley/nlp":                      {"parley", "parley/internal/weights"},
	"parley/nlp/conllu":               {"parley", "parley/nlp"},
	"parley/ontology":                 {"parley"},
	"parley/lexicon":                  {"parley", "parley/ontology"},
	"parley/when":                     {"parley", "parley/nlp"},
	"parley/place":                    {"parley", "parley/nlp", "parley/lexicon"},
	"parley/coder":                    {"parley", "parley/nlp", "parley/ontology", "parley/lexicon", "parley/when", "parley/place"},
	"parley/pipeline":                 {"parley", "parley/nlp", "parley/ontology", "parley/lexicon", "parley/when", "parley/place", "parley/coder"},
	"parley/eval":                     {"parley", "parley/ontology", "parley/when", "parley/place", "parley/incident"},
	"parley/incident":                 {"parley", "parley/ontology", "parley/lexicon"},
	"parley/internal/brief":           {"parley", "parley/dialogue", "parley/place"},
	"parley/dialogue":                 {"parley", "parley/lexicon", "parley/when"},
	"parley/trend":                    {"parley"},
	"parley/internal/exchange":        {"parley", "parley/ontology", "parley/lexicon", "parley/place"},
	"parley/internal/fetch":           {"parley"},
	"parley/internal/feed":            {"parley", "parley/internal/source", "parley/internal/fetch"},
	"parley/internal/store":           {"parley", "parley/ontology", "parley/when", "parley/incident", "parley/dialogue", "parley/trend"},
	"parley/internal/store/sqlite":    {"parley", "parley/internal/store"},
	"parley/internal/store/storetest": {"parley", "parley/trend", "parley/internal/store"},
	"parley/internal/archive":         {"parley", "parley/coder", "parley/incident", "parley/pipeline", "parley/internal/fetch", "parley/internal/feed", "parley/internal/store"},
	"parley/internal/gather":          {"parley", "parley/dialogue", "parley/trend", "parley/internal/brief", "parley/internal/exchange", "parley/internal/lookout", "parley/internal/store"},
	"parley/internal/lookout":         {"parley", "parley/dialogue", "parley/trend", "parley/internal/store"},
	"parley/internal/source":          {"parley"},
	"parley/internal/train":           {"parley", "parley/nlp", "parley/nlp/conllu", "parley/internal/weights"},
	"parley/internal/rank":            {"parley", "parley/nlp", "parley/ontology", "parley/lexicon", "parley/when", "parley/place", "parley/coder", "parley/pipeline", "parley/eval"},
	"parley/internal/drill":           {"parley", "parley/nlp/conllu", "parley/lexicon"},
	"parley/internal/bench":           {"parley", "parley/nlp", "parley/nlp/conllu", "parley/ontology", "parley/place", "parley/coder", "parley/pipeline", "parley/internal/exchange", "parley/internal/store", "parley/internal/store/sqlite"},
	"parley/internal/gazette":         {"parley", "parley/lexicon", "parley/place"},
	"parley/internal/deps":            {},
	"parley/samples":                  {},
	"parley/cmd/parley":               {"parley", "parley/nlp", "parley/nlp/conllu", "parley/ontology", "parley/lexicon", "parley/when", "parley/place", "parley/coder", "parley/pipeline", "parley/incident", "parley/dialogue", "parley/trend", "parley/eval", "parley/internal/source", "parley/internal/train", "parley/internal/drill", "parley/internal/rank", "parley/internal/gazette", "parley/internal/archive", "parley/internal/brief", "parley/internal/gather", "parley/internal/exchange", "parley/internal/feed", "parley/internal/fetch", "parley/internal/lookout", "parley/internal/store", "parley/internal/store/sqlite", "parley/samples"},
}

// core packages import nothing but the standard library and each other.
var core = []string{"parley", "parley/nlp", "parley/nlp/conllu", "parley/ontology", "parley/lexicon", "parley/when", "parley/place", "parley/coder", "parley/incident", "parley/dialogue", "parley/trend", "parley/pipeline", "parley/eval", "parley/internal/weights", "parley/internal/train"}

type listed struct {
	ImportPath string
	Imports    []string
}

func TestImportDirection(t *testing.T) {
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "parley/...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	seen := 0
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		seen++
		checkImports(t, p)
	}
	if seen < len(layers)-1 {
		t.Errorf("go list tells of %d packages, the table of %d", seen, len(layers))
	}
}

func checkImports(t *testing.T, p listed) {
	t.Helper()
	allowed, known := layers[p.ImportPath]
	if !known {
		t.Errorf("%s is not in the table of layers: add it here and to ARCHITECTURE.md", p.ImportPath)
		return
	}
	for _, imp := range p.Imports {
		first, _, _ := strings.Cut(imp, "/")
		switch {
		case first == "parley":
			if !slices.Contains(allowed, imp) {
				t.Errorf("%s must not import %s", p.ImportPath, imp)
			}
		case strings.Contains(first, ".") && slices.Contains(core, p.ImportPath):
			t.Errorf("%s is a core package and must not import %s", p.ImportPath, imp)
		}
	}
}

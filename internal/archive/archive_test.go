package archive

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/internal/store"
	"parley/internal/store/sqlite"
	"parley/nlp"
	"parley/pipeline"
)

var ctx = context.Background()

// news makes up reports of some happenings, each by several outlets.
func news() []parley.Document {
	day := time.Date(2024, 3, 5, 0, 0, 0, 0, time.UTC)
	var docs []parley.Document
	for i, town := range []string{"El Fasher", "Kabul", "Peshawar", "Donetsk", "Goma", "Sanaa"} {
		for k, text := range []string{
			"Rebels attacked an army post near %s on Monday, killing %d soldiers, officials said. The president urged both sides to meet.",
			"Rebels attacked an army post near %s on Monday, killing %d soldiers, officials said. The president urged both sides to meet.",
			"At least %[2]d soldiers were killed when rebels attacked an army post at %[1]s on Monday, according to the Lake Post.",
			"Rebels killed %[2]d soldiers at a post near %[1]s on Monday, the army said.",
		} {
			docs = append(docs, parley.Document{
				ID: fmt.Sprintf("doc-%d-%d", i, k), Outlet: []string{"Lake Post", "Hill Gazette", "Coast Mirror", "River Wire"}[k],
				Published: day.AddDate(0, 0, k/2), Text: fmt.Sprintf(text, town, 2+i+k/2),
			})
		}
	}
	return docs
}

func open(t *testing.T) *store.Store {
	t.Helper()
	s, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "news.db"), store.Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// take takes documents in.
func take(t *testing.T, in *Intake, docs []parley.Document) store.Done {
	t.Helper()
	done, err := in.Take(ctx, func(yield func(Item) bool) {
		for _, d := range docs {
			if !yield(Item{Document: d}) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// TestOrderOfDocuments takes the same reports in in several orders, one by one and in
// lots: the incidents must be the same, to the last byte.
func TestOrderOfDocuments(t *testing.T) {
	p, err := pipeline.Open(pipeline.Config{Size: nlp.Fast})
	if err != nil {
		t.Fatal(err)
	}
	docs := news()
	r := rand.New(rand.NewPCG(17, 19))
	want := ""
	for round := range 4 {
		in := &Intake{Pipeline: p, Store: open(t), Coder: "test", Workers: 2, Bad: func(err error) error { return err }}
		r.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
		for rest := docs; len(rest) > 0; {
			n := min(len(rest), 1+r.IntN(1+round*10))
			take(t, in, rest[:n])
			rest = rest[n:]
		}
		got := incidentsOf(t, in.Store)
		if round == 0 {
			want = got
		} else if got != want {
			t.Fatalf("round %d: another order gives other incidents:\n%s\n---\n%s", round, want, got)
		}
		if again := take(t, in, docs); again.Known != len(docs) || again.Events+again.Documents != 0 {
			t.Errorf("taken in twice: %+v", again)
		}
		if done, err := in.Recode(ctx, true); err != nil || done.Events+done.Gone != 0 {
			t.Errorf("coded anew by the same coder: %+v, %v", done, err)
		}
	}
	if !strings.Contains(want, `"source":2`) {
		t.Error("no incident has two sources: the test tells nothing")
	}
}

// incidentsOf is every incident as JSON, in the order of their IDs.
func incidentsOf(t *testing.T, s *store.Store) string {
	t.Helper()
	list, _, err := s.Incidents(ctx, store.Filter{}, store.Page{Limit: -1})
	if err != nil {
		t.Fatal(err)
	}
	lines := map[string]string{}
	for i := range list {
		line, err := list[i].AppendJSON(nil)
		if err != nil {
			t.Fatal(err)
		}
		lines[list[i].ID] = string(line)
	}
	var out strings.Builder
	for _, id := range slices.Sorted(maps.Keys(lines)) {
		out.WriteString(lines[id])
	}
	return out.String()
}

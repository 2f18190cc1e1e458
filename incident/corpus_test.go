package incident_test

import (
	"testing"

	"parley/eval"
	"parley/incident"
)

// TestDevelopmentParts guards the figures of doc/results.md, loosely.
func TestDevelopmentParts(t *testing.T) {
	for name, least := range map[string]struct {
		merged, wrong, confused float64
		unfiled                 int
	}{
		"dev.txt":   {0.84, 0.003, 0.075, 2},
		"dev-b.txt": {0.52, 0.001, 0.02, 9},
	} {
		s := same(t, name)
		s.Count()
		if got := s.Together.Recall(); got < least.merged {
			t.Errorf("%s: %.3f of the pairs of one happening are merged", name, got)
		}
		if got := s.Apart.Recall(); got > least.wrong {
			t.Errorf("%s: %.4f of the other pairs are merged", name, got)
		}
		if got := s.Confusing.Recall(); got > least.confused {
			t.Errorf("%s: %.4f of the pairs that are easily confused are merged", name, got)
		}
		if s.Unlinked > least.unfiled {
			t.Errorf("%s: %d pairs of one happening are not filed under a common key", name, s.Unlinked)
		}
		crowded(t, s)
	}
}

// crowded brings all sets to one fortnight, as an archive has them, and looks at
// what then comes together.
func crowded(t *testing.T, s *eval.Same) {
	t.Helper()
	features, owner := s.Features()
	first := make(map[string]int32)
	for i := range features {
		r := &s.Reports[owner[i]]
		day := incident.DayOf(r.Document.Published)
		if d, ok := first[r.Set]; !ok || day < d {
			first[r.Set] = day
		}
	}
	reports := make([]incident.Report, len(features))
	for i := range features {
		reports[i] = incident.Shifted(features[i], 20000-first[s.Reports[owner[i]].Set])
	}
	wrong := make(map[[2]int]bool)
	for _, g := range incident.Merge(reports, nil) {
		for _, i := range g {
			for _, j := range g {
				a, b := owner[i], owner[j]
				if a < b && s.Reports[a].Happening != s.Reports[b].Happening {
					wrong[[2]int{a, b}] = true
				}
			}
		}
	}
	if most := s.Apart.Gold / 400; len(wrong) > most {
		t.Errorf("in a crowded fortnight %d pairs of two happenings are merged, more than %d", len(wrong), most)
	}
}

package pipeline

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"parley"
	"parley/nlp"
)

func samples(t testing.TB) []parley.Document {
	t.Helper()
	files, err := filepath.Glob("../samples/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	var docs []parley.Document
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, parley.Document{ID: f, Text: string(text), Published: time.Date(2024, 3, 10, 0, 0, 0, 0, time.UTC)})
	}
	return docs
}

// TestWorkersAgree reads the samples with many workers at once, each several
// times: neither company nor what was read before may change the events.
func TestWorkersAgree(t *testing.T) {
	p, err := Open(Config{})
	if err != nil {
		t.Fatal(err)
	}
	docs := samples(t)
	var want [][]parley.Event
	for i := range docs {
		want = append(want, p.Worker().Events(&docs[i]))
	}
	var wg sync.WaitGroup
	for n := range 4 {
		wg.Go(func() {
			w := p.Worker()
			for round := range 3 {
				i := (n + round) % len(docs)
				if got := w.Events(&docs[i]); !reflect.DeepEqual(got, want[i]) {
					t.Errorf("worker %d, round %d: other events for %s", n, round, docs[i].ID)
				}
			}
		})
	}
	wg.Wait()
}

// TestRecords holds every event of the samples, read by either model, to what
// records promise.
func TestRecords(t *testing.T) {
	for _, size := range []nlp.Size{nlp.Accurate, nlp.Fast} {
		p, err := Open(Config{Size: size})
		if err != nil {
			t.Fatal(err)
		}
		w := p.Worker()
		for _, doc := range samples(t) {
			events := w.Events(&doc)
			if len(events) < 5 {
				t.Errorf("%s, %s: %d events, want at least 5", size, doc.ID, len(events))
			}
			ids := map[string]bool{}
			for i := range events {
				checkRecord(t, &doc, &events[i])
				if ids[events[i].ID] {
					t.Errorf("%s: two events have the id %s", doc.ID, events[i].ID)
				}
				ids[events[i].ID] = true
			}
		}
	}
}

func checkRecord(t *testing.T, doc *parley.Document, ev *parley.Event) {
	t.Helper()
	quotes := []parley.Quote{ev.Sentence, ev.Trigger}
	for _, p := range slices.Concat(ev.Actors, ev.Recipients) {
		quotes = append(quotes, p.Mention)
		if len(p.Sectors) > 0 && p.Sectors[0] != p.Sector {
			t.Errorf("%s: primary sector %s is not the first of %v", p.Mention.Text, p.Sector, p.Sectors)
		}
	}
	for _, th := range ev.Third {
		quotes = append(quotes, th.Party.Mention)
	}
	for _, s := range ev.SaidBy {
		quotes = append(quotes, s.Mention)
	}
	for _, q := range quotes {
		if q.Span.Start < 0 || q.Span.End > len(doc.Text) || doc.Text[q.Span.Start:q.Span.End] != q.Text || q.Text == "" {
			t.Errorf("span %v does not hold %q", q.Span, q.Text)
		}
	}
	if !ev.Sentence.Span.Contains(ev.Trigger.Span) {
		t.Errorf("trigger %q lies outside its sentence", ev.Trigger.Text)
	}
	if len(ev.Actors) == 0 || ev.Type == "" || ev.CAMEO == "" || ev.Quad == "" || ev.Rule == "" || ev.Confidence <= 0 || ev.Confidence > 1 {
		t.Errorf("incomplete event: %+v", ev)
	}
}

// TestStrangeTexts wants no panic and no event from what is no news.
func TestStrangeTexts(t *testing.T) {
	p, err := Open(Config{Size: nlp.Fast})
	if err != nil {
		t.Fatal(err)
	}
	w := p.Worker()
	for _, text := range []string{"", " ", "\n\n\n", ".", "?!", "\"", "((((", "\xff\xfe\x00", "a", "2024", "http://x.y/z", "—", "’s", "Not n't.", "of of of of"} {
		doc := parley.Document{Text: text}
		if events := w.Events(&doc); len(events) > 0 {
			t.Errorf("%q gives %d events", text, len(events))
		}
	}
}

func FuzzEvents(f *testing.F) {
	p, err := Open(Config{Size: nlp.Fast})
	if err != nil {
		f.Fatal(err)
	}
	w := p.Worker()
	f.Add("Turkey urged the rebels to stop shelling the port, officials said.")
	f.Add("KABUL (Reuters) - \"We will not talk,\" he said.\n\nTalks between A and B and the who that which collapsed?")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4000 {
			return
		}
		doc := parley.Document{Text: text}
		for _, ev := range w.Events(&doc) {
			checkRecord(t, &doc, &ev)
		}
	})
}

func TestOrdered(t *testing.T) {
	count := func(yield func(int) bool) {
		for i := range 200 {
			if !yield(i) {
				return
			}
		}
	}
	double := func(_ struct{}, i int) int {
		if i%7 == 0 {
			time.Sleep(time.Millisecond) // so that later items finish first
		}
		return 2 * i
	}
	none := func() struct{} { return struct{}{} }
	var got []int
	if err := Ordered(context.Background(), 8, count, none, double, func(n int) error { got = append(got, n); return nil }); err != nil {
		t.Fatal(err)
	}
	for i, n := range got {
		if n != 2*i {
			t.Fatalf("result %d is %d", i, n)
		}
	}
	if len(got) != 200 {
		t.Errorf("%d results, want 200", len(got))
	}

	full := errors.New("disk full")
	n := 0
	err := Ordered(context.Background(), 8, count, none, double, func(int) error {
		if n++; n == 5 {
			return full
		}
		return nil
	})
	if !errors.Is(err, full) || n != 5 {
		t.Errorf("got error %v after %d results, want the first error of emit", err, n)
	}

	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(fmt.Errorf("enough"))
	if err := Ordered(ctx, 2, count, none, double, func(int) error { return nil }); err == nil || err.Error() != "enough" {
		t.Errorf("got error %v, want the cause of the end", err)
	}
}

// TestHalvesOfACountry holds "the South" to the country that it stands for where the
// report names the other half only.
func TestHalvesOfACountry(t *testing.T) {
	p, err := Open(Config{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, country string }{
		{"North Korea turned down the South's offer of talks.", "KOR"},
		{"South Korea turned down the North's offer of talks.", "PRK"},
		{"Ghana turned down the North's offer of talks.", ""},
	} {
		got := "no event"
		for _, ev := range p.Worker().Events(&parley.Document{Text: c.text, Published: time.Date(2024, 5, 14, 0, 0, 0, 0, time.UTC)}) {
			if got = ""; len(ev.Recipients) > 0 {
				got = ev.Recipients[0].Country
			}
		}
		if got != c.country {
			t.Errorf("%s: turned down an offer of %q, want %q", c.text, got, c.country)
		}
	}
}

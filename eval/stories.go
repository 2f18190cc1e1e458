package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"parley"
	"parley/incident"
)

// StoryDocument is a text with the story that it tells.
type StoryDocument struct {
	ID        string `json:"id"`
	Topic     string `json:"topic"` // stories of one topic are alike; may be empty
	Story     string `json:"story"`
	Text      string `json:"text"`
	Published string `json:"published"`
}

// Report returns the record as a document would come in.
func (d *StoryDocument) Report() parley.Document {
	doc := parley.Document{ID: d.ID, Text: strings.ToValidUTF8(d.Text, "\uFFFD")}
	doc.Published, _ = time.Parse(time.DateOnly, d.Published)
	return doc
}

// ReadStories reads documents with their stories, one JSON object a line. Errors wrap
// [parley.ErrInvalid] and name the line.
func ReadStories(in io.Reader, name string) (docs []StoryDocument, err error) {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 64<<20)
	for n := 1; lines.Scan(); n++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		var d StoryDocument
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			return nil, fmt.Errorf("%s:%d: %w: %w", name, n, parley.ErrInvalid, err)
		}
		if d.Story == "" {
			return nil, fmt.Errorf("%s:%d: no story: %w", name, n, parley.ErrInvalid)
		}
		docs = append(docs, d)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w: %w", name, parley.ErrInvalid, err)
	}
	return docs, nil
}

// Stories are the figures of grouping documents by story: B-cubed, the mean over all
// documents of how much of their group tells their story, and how much of their story
// is in their group.
type Stories struct {
	Documents, Told, Found int // documents; stories there are; groups found
	Precision, Recall      float64
	Errors                 []Error
}

// F1 is the harmonic mean of precision and recall.
func (s *Stories) F1() float64 {
	if s.Precision+s.Recall == 0 {
		return 0
	}
	return 2 * s.Precision * s.Recall / (s.Precision + s.Recall)
}

// GroupStories groups documents by what [incident.Stories] makes of their prints and
// days, all of them at once whatever their topic, and compares the groups with the
// stories told. Incidents have no say: a story holds many of them, and a text without
// an event has a story, too.
func GroupStories(docs []StoryDocument) *Stories {
	prints := make([]*incident.Print, len(docs))
	days := make([]int32, len(docs))
	for i := range docs {
		doc := docs[i].Report()
		prints[i] = incident.NewPrint(&doc)
		days[i] = incident.DayOf(doc.Published)
	}
	return scoreStories(docs, incident.Stories(prints, days))
}

// scoreStories compares groups of documents with the stories that they tell.
func scoreStories(docs []StoryDocument, groups [][]int) *Stories {
	s := &Stories{Documents: len(docs), Found: len(groups)}
	size := make(map[string]int)
	for i := range docs {
		size[docs[i].Story]++
	}
	s.Told = len(size)
	homes := make(map[string]int) // how many groups a story is spread over
	for _, g := range groups {
		have := make(map[string]int)
		for _, i := range g {
			have[docs[i].Story]++
		}
		for story, n := range have {
			s.Precision += float64(n) * float64(n) / float64(len(g))
			s.Recall += float64(n) * float64(n) / float64(size[story])
			homes[story]++
		}
		if len(have) > 1 {
			s.Errors = append(s.Errors, Error{Kind: "stories in one group", Where: docs[g[0]].ID, Sentence: fmt.Sprint(have)})
		}
	}
	for _, d := range docs {
		if n := homes[d.Story]; n > 1 {
			s.Errors = append(s.Errors, Error{Kind: "story in groups", Where: d.Story, Sentence: fmt.Sprintf("%d documents in %d groups", size[d.Story], n)})
			homes[d.Story] = 0
		}
	}
	if len(docs) > 0 {
		s.Precision /= float64(len(docs))
		s.Recall /= float64(len(docs))
	}
	return s
}

// Report prints the figures.
func (s *Stories) Report(out io.Writer) error {
	w := tabwriter.NewWriter(out, 2, 0, 2, ' ', 0)
	fmt.Fprintf(w, "%d documents of %d stories, %d groups\n\n", s.Documents, s.Told, s.Found)
	fmt.Fprintf(w, "B-cubed precision\t%.4f\nB-cubed recall\t%.4f\nB-cubed F1\t%.4f\n", s.Precision, s.Recall, s.F1())
	return w.Flush()
}

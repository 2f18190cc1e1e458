package coder

import (
	"strings"
	"testing"
	"time"

	"parley"
	"parley/lexicon"
	"parley/nlp"
	"parley/nlp/conllu"
	"parley/place"
	"parley/when"
)

func newCoder(t testing.TB) *Coder {
	t.Helper()
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	frames, err := lexicon.LoadFrames()
	if err != nil {
		t.Fatal(err)
	}
	return New(lex, frames, &Ranker{Slope: 1}, noVectors{})
}

// given reads trees written as "form|lemma|tag|head|relation form|…", a
// sentence a line.
func given(t testing.TB, lines ...string) (*parley.Document, []nlp.Sentence) {
	t.Helper()
	var b strings.Builder
	for _, line := range lines {
		for i, w := range strings.Fields(line) {
			c := strings.Split(w, "|")
			upos := map[byte]string{'V': "VERB", 'J': "ADJ", 'I': "ADP", 'D': "DET", 'P': "PRON", 'T': "PART", '.': "PUNCT", 'C': "CCONJ", 'M': "AUX", 'R': "ADV"}[c[2][0]]
			switch {
			case strings.HasPrefix(c[2], "NNP"):
				upos = "PROPN"
			case c[2][0] == 'N':
				upos = "NOUN"
			case c[2] == "PART":
				upos = "PART"
			}
			b.WriteString(strings.Join([]string{itoa(i + 1), c[0], c[1], upos, c[2], "_", c[3], c[4], "_", "_"}, "\t") + "\n")
		}
		b.WriteString("\n")
	}
	for doc, err := range conllu.Documents(strings.NewReader(b.String()), "test") {
		if err != nil {
			t.Fatal(err)
		}
		return &parley.Document{ID: "test", Text: doc.Text, Published: time.Date(2024, 5, 14, 0, 0, 0, 0, time.UTC)}, doc.Sentences
	}
	t.Fatal("no sentence")
	return nil, nil
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + itoa(n%10)
}

const (
	urged   = "Turkey|Turkey|NNP|2|nsubj urged|urge|VBD|0|root Syria|Syria|NNP|2|iobj to|to|TO|5|mark stop|stop|VB|2|xcomp the|the|DT|7|det attacks|attack|NNS|5|obj"
	shelled = "The|the|DT|2|det village|village|NN|4|nsubj:pass was|be|MD|4|aux:pass shelled|shell|VBN|0|root by|by|IN|7|case Syrian|Syrian|JJ|7|amod troops|troop|NNS|4|obl:agent"
	praised = "It|it|PRP|2|nsubj praised|praise|VBD|0|root Qatar|Qatar|NNP|2|obj"
)

func TestCode(t *testing.T) {
	c := newCoder(t)
	for _, tc := range []struct {
		name, coding, rule, actor, recipient string
		lines                                []string
	}{
		{"control and operators", "REQUEST 0256", "urge(halt(attack))", "Turkey", "Syria", []string{urged}},
		{"passive", "ASSAULT 194", "shell", "Syrian troops", "The village", []string{shelled}},
		{"pronoun across sentences", "SUPPORT 051", "praise", "Turkey", "Qatar", []string{urged, praised}},
	} {
		doc, sents := given(t, tc.lines...)
		events := c.Code(doc, sents, Found{})
		if len(events) == 0 {
			t.Errorf("%s: no event", tc.name)
			continue
		}
		ev := events[len(events)-1]
		if got := ev.Type + " " + ev.CAMEO; got != tc.coding || ev.Rule != tc.rule {
			t.Errorf("%s: coded %s by %s, want %s by %s", tc.name, got, ev.Rule, tc.coding, tc.rule)
		}
		if len(ev.Actors) != 1 || ev.Actors[0].Mention.Text != tc.actor || len(ev.Recipients) != 1 || ev.Recipients[0].Mention.Text != tc.recipient {
			t.Errorf("%s: %+v > %+v, want %s > %s", tc.name, ev.Actors, ev.Recipients, tc.actor, tc.recipient)
		}
	}
}

func TestRelate(t *testing.T) {
	c := newCoder(t)
	ranker, err := LoadRanker()
	if err != nil {
		t.Fatal(err)
	}
	c.ranker = ranker
	doc, sents := given(t, shelled)
	span := func(s string) []parley.Span {
		i := strings.Index(doc.Text, s)
		return []parley.Span{{Start: i, End: i + len(s)}}
	}
	rel := c.Relate(doc, sents, span("Syrian troops"), span("The village"))
	if rel.Type != "ASSAULT" || rel.Confidence < 0.5 {
		t.Errorf("what troops did to the village: %+v", rel)
	}
	last := rel.Confidence
	for _, other := range rel.Alternatives {
		if other.Type == rel.Type || other.Confidence > last {
			t.Errorf("alternatives are other types, likelier first: %+v", rel)
		}
		last = other.Confidence
	}
	if back := c.Relate(doc, sents, span("The village"), span("Syrian troops")); back.Type == "" || back.Confidence >= rel.Confidence {
		t.Errorf("the other way round there is a guess at best: %+v", back)
	}
}

func TestRelateUntrainedGivesAType(t *testing.T) {
	c := newCoder(t)
	doc, sents := given(t, shelled)
	if rel := c.Relate(doc, sents, nil, nil); plainest[rel.Type] == "" {
		t.Errorf("%+v", rel)
	}
}

func TestExplainTellsWhy(t *testing.T) {
	c := newCoder(t)
	doc, sents := given(t, urged)
	events, why := c.Explain(doc, sents, Found{})
	if len(events) != 1 {
		t.Fatalf("%d events", len(events))
	}
	for _, want := range []string{"sentence 0", "nsubj", `"stop": part of the reading of "urged"`, "urge(halt(attack))"} {
		if !strings.Contains(why, want) {
			t.Errorf("the reasons do not tell %q:\n%s", want, why)
		}
	}
}

// FuzzCode reads trees of any shape over the words of the frames: the coder
// must come to an end, without panic, and keep its spans inside the text.
func FuzzCode(f *testing.F) {
	c := newCoder(f)
	lemmas := c.frames.Lemmas()
	gazetteer, err := place.Default()
	if err != nil {
		f.Fatal(err)
	}
	rels := []string{"nsubj", "obj", "iobj", "obl", "nmod", "conj", "acl", "acl:relcl", "advcl", "xcomp", "ccomp", "case", "mark", "amod", "compound", "nsubj:pass", "aux:pass", "nmod:poss", "parataxis", "appos", "flat", "det", "punct"}
	tags := [][2]string{{"NOUN", "NN"}, {"VERB", "VBD"}, {"VERB", "VBN"}, {"VERB", "VB"}, {"VERB", "VBG"}, {"PROPN", "NNP"}, {"PRON", "PRP"}, {"ADP", "IN"}, {"ADJ", "JJ"}, {"AUX", "MD"}}
	words := []string{"Turkey", "the", "by", "to", "rebels", "he", "they", "not", "will", "according", "said", "with", "on", "and"}
	f.Add([]byte("\x01\x02\x03\x04\x10\x20\x30\x40\x50\x60\x70\x80"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var text strings.Builder
		var sent nlp.Sentence
		found := Found{Gazetteer: gazetteer}
		n := min(len(data)/4, 40)
		for i := range n {
			d := data[4*i:]
			form := words[int(d[0])%len(words)]
			if d[0] >= 128 {
				form = lemmas[(int(d[0])*7+int(d[1])*3)%len(lemmas)]
			}
			tag := tags[int(d[1])%len(tags)]
			start := text.Len()
			text.WriteString(form + " ")
			sent.Tokens = append(sent.Tokens, nlp.Token{
				Span: parley.Span{Start: start, End: start + len(form)}, Form: form, Lemma: form, UPOS: tag[0], XPOS: tag[1],
				Head: int(d[2])%(n+1) - 1, Deprel: rels[int(d[3])%len(rels)],
			})
			span := sent.Tokens[i].Span
			switch d[3] % 8 {
			case 1:
				day := time.Date(2024, 5, int(d[2]%40), 0, 0, 0, 0, time.UTC)
				found.Times = append(found.Times, when.Expression{Span: span, Text: form, Type: when.Date, Precision: "day", First: day, Last: day})
			case 2:
				at := parley.Place{Mention: parley.Quote{Span: span, Text: form}, Name: form, Precision: []string{"", "city", "country"}[d[2]%3]}
				found.Places = append(found.Places, place.Mention{First: i, Last: i, Place: at, Kind: place.Kind(d[2] % 9)})
			}
		}
		sent.Span = parley.Span{End: text.Len()}
		doc := parley.Document{Text: text.String(), Published: time.Date(2024, 5, 14, 0, 0, 0, 0, time.UTC)}
		for _, ev := range c.Code(&doc, []nlp.Sentence{sent}, found) {
			for what, span := range map[string]parley.Span{"trigger": ev.Trigger.Span, "date": ev.Date.Mention.Span, "place": ev.Place.Mention.Span} {
				if !sent.Span.Contains(span) {
					t.Errorf("%s %v outside the text", what, span)
				}
			}
		}
	})
}

// noVectors knows no word.
type noVectors struct{}

func (noVectors) Vector(string, float32, []float32) bool { return false }

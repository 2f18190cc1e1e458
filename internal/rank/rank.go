// Package rank trains the coder's ranker: which of the readings that the frames
// allow are right, how sure that is, and what verbs without a frame mean.
package rank

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"

	"parley"
	"parley/coder"
	"parley/eval"
	"parley/lexicon"
	"parley/ontology"
	"parley/pipeline"
)

// Config says what to train on and how.
type Config struct {
	Corpus []eval.Document // annotated documents to learn from
	Dev    []eval.Document // documents to calibrate the whole coder on; may be empty
	Seed   uint64          // of the cut into folds
	Log    io.Writer
}

// example is a reading with what speaks for it, and whether it is right.
type example struct {
	doc   int
	idx   []int32
	val   []float32
	right bool
	told  bool // see eval.Verdict
	quiet bool // its sentence has no event
	sum   float64
}

// Train learns a ranker and writes it. What finds candidates comes first: which
// nouns name people, then the types of strange verbs; then the relator; last what
// judges candidates. Nothing is taken from the ranker that is built in.
func Train(cfg Config, out io.Writer) error {
	p, err := pipeline.Open(pipeline.Config{Ranker: &coder.Ranker{Slope: 1}})
	if err != nil {
		return err
	}
	frames, err := lexicon.LoadFrames()
	if err != nil {
		return err
	}
	use := func(rows string) error {
		ranker, err := coder.ReadRanker(strings.NewReader(rows), "ranker")
		p.Coder = coder.New(p.Actors, frames, ranker, p.Parser)
		return err
	}
	var rest, text strings.Builder
	trainPerson(p, frames, cfg, &rest)
	if err := use(rest.String()); err != nil {
		return err
	}
	lessons := typerLessons(p, frames, cfg)
	fmt.Fprintf(cfg.Log, "typer: %d lessons\n", len(lessons))
	trainTyper(lessons, func(int) bool { return false }, &text)
	if err := use(text.String() + rest.String()); err != nil {
		return err
	}
	trainRelator(p, frames, cfg, &rest)
	text.WriteString(rest.String())
	if err := use(text.String()); err != nil {
		return err
	}

	filled := fillings(p, cfg.Corpus, cfg.Log)
	trainFiller(filled, func(int) bool { return false }, &text)
	if err := use(text.String()); err != nil {
		return err
	}

	fold := foldsOf(len(cfg.Corpus), cfg.Seed)
	all := frameExamples(p, p.Worker(), frames)
	for f := range folds { // no document is read with what was learned from it
		var part strings.Builder
		held := func(doc int) bool { return fold[doc] == f }
		trainTyper(lessons, held, &part)
		trainFiller(filled, held, &part)
		if err := use(part.String() + rest.String()); err != nil {
			return err
		}
		all = append(all, collect(p, cfg.Corpus, held)...)
	}
	names, examples := number(all)
	gold := annotated(cfg.Corpus)
	fmt.Fprintf(cfg.Log, "%d readings, %d pieces of evidence, %d annotated events\n", len(examples), len(names), gold)
	crossFit(examples, len(names), fold)
	slope, shift := calibrate(examples)
	w := fit(examples, len(names), nil)
	for i := range examples {
		examples[i].right = examples[i].told
	}
	writeRows(&text, "w", names, w, fit(examples, len(names), nil))
	scale := scale{lowestFloor, slope, shift}
	final, err := coder.ReadRanker(strings.NewReader(scale.String()+text.String()), "ranker")
	if err != nil {
		return err
	}
	p.Coder = coder.New(p.Actors, frames, final, p.Parser)
	scale = scale.fitted(p, cfg.Dev, cfg.Log)
	_, err = io.WriteString(out, "# The coder's ranker; see README.md beside it. Made by \"parley train ranker\".\n"+scale.String()+text.String())
	return err
}

// raw is a reading before its evidence is numbered.
type raw struct {
	doc   int // -1 for a sentence of the frames
	feats []coder.Feature
	right bool
	told  bool
	quiet bool
}

// frameExamples reads the sentences that stand beside the frames: those that
// they must code, and those that they must not.
func frameExamples(p *pipeline.Pipeline, w *pipeline.Worker, frames *lexicon.Frames) (all []raw) {
	read := func(text string, right, told func(*parley.Event) bool) {
		doc := parley.Document{Text: text}
		p.Coder.Candidates(&doc, w.Parse(text), func(ev *parley.Event, feats []coder.Feature) {
			all = append(all, raw{doc: -1, feats: slices.Clone(feats), right: right(ev), told: told(ev)})
		})
	}
	for _, f := range frames.All {
		for _, ex := range f.Yes {
			read(ex.Text, ex.Matches, ex.Told)
		}
		for _, ex := range f.No {
			never := func(*parley.Event) bool { return false }
			read(ex.Text, never, never)
		}
	}
	return all
}

// collect reads the documents that take picks and lists the candidates with
// their evidence.
func collect(p *pipeline.Pipeline, docs []eval.Document, take func(doc int) bool) (all []raw) {
	w := p.Worker()
	for d := range docs {
		if !take(d) {
			continue
		}
		in := docs[d].Report()
		var events []parley.Event
		first := len(all)
		p.Coder.Candidates(&in, w.Parse(in.Text), func(ev *parley.Event, feats []coder.Feature) {
			events = append(events, *ev)
			all = append(all, raw{doc: d, feats: slices.Clone(feats)})
		})
		for i, v := range eval.Judge(&docs[d], events) {
			all[first+i].right, all[first+i].told, all[first+i].quiet = v.Right, v.Told, v.Quiet
		}
	}
	return all
}

// annotated counts the events of the documents.
func annotated(docs []eval.Document) (n int) {
	for d := range docs {
		for i := range docs[d].Sentences {
			n += len(docs[d].Sentences[i].Events)
		}
	}
	return n
}

// number gives every piece of evidence that is seen more than twice a number.
func number(all []raw) ([]string, []example) {
	count := map[string]int{}
	for i := range all {
		for _, f := range all[i].feats {
			count[f.Name]++
		}
	}
	var names []string
	index := map[string]int32{}
	for name, n := range count {
		if n > 2 {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	for i, name := range names {
		index[name] = int32(i)
	}
	examples := make([]example, len(all))
	for i, r := range all {
		e := example{doc: r.doc, right: r.right, told: r.told, quiet: r.quiet}
		for _, f := range r.feats {
			if k, ok := index[f.Name]; ok {
				e.idx, e.val = append(e.idx, k), append(e.val, f.Value)
			}
		}
		examples[i] = e
	}
	return names, examples
}

const (
	folds  = 5
	epochs = 250
	rate   = 0.03
	decay  = 3 // ridge penalty on every weight
)

// fit learns the weights of a logistic regression on the examples outside fold
// hold; nil keeps all.
func fit(examples []example, n int, hold func(*example) bool) []float64 {
	return descend(n, epochs, rate, decay, len(examples), func(from, to int, w, sum []float64) (total int) {
		for i := from; i < to; i++ {
			e := &examples[i]
			if hold != nil && hold(e) {
				continue
			}
			total++
			addTo(sum, e, sigmoid(dot(e, w))-btof(e.right))
		}
		return total
	})
}

func dot(e *example, w []float64) float64 {
	sum := 0.0
	for k, j := range e.idx {
		sum += w[j] * float64(e.val[k])
	}
	return sum
}

// addTo adds d times the evidence of e to sum.
func addTo(sum []float64, e *example, d float64) {
	for k, j := range e.idx {
		sum[j] += d * float64(e.val[k])
	}
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

func btof(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// foldsOf deals documents into folds.
func foldsOf(docs int, seed uint64) []int {
	rng := rand.New(rand.NewPCG(seed, 1))
	fold := make([]int, docs)
	for i := range fold {
		fold[i] = rng.IntN(folds)
	}
	return fold
}

// crossFit gives every example the sum of a ranker that did not see its document.
func crossFit(examples []example, n int, fold []int) {
	for f := range folds {
		out := func(e *example) bool { return e.doc >= 0 && fold[e.doc] == f }
		w := fit(examples, n, out)
		for i := range examples {
			if out(&examples[i]) {
				examples[i].sum = dot(&examples[i], w)
			}
		}
	}
}

// calibrate fits slope and shift (Platt 1999) on sums that were made without
// having seen the example.
func calibrate(examples []example) (slope, shift float64) {
	slope = 1
	for range 3000 {
		gs, gb := 0.0, 0.0
		for i := range examples {
			if examples[i].doc < 0 {
				continue
			}
			d := sigmoid(slope*examples[i].sum+shift) - btof(examples[i].right)
			gs, gb = gs+d*examples[i].sum, gb+d
		}
		n := float64(max(len(examples), 1))
		slope, shift = slope-0.3*gs/n, shift-0.3*gb/n
	}
	return slope, shift
}

// nearBest is how much F1 a lower floor may cost: events that are told with a
// low confidence can be left out later, dropped ones cannot be brought back.
const nearBest = 0.002

// lowestFloor is the confidence below which no event is worth its reading.
const lowestFloor = 0.05

// chooseFloor finds the probability below which events are better dropped: the
// lowest whose F1 is near the best. The examples are events that the whole coder
// gives: of the readings of a word only the likeliest.
func chooseFloor(examples []example, gold int, log io.Writer) float64 {
	type row struct{ floor, f1 float64 }
	var rows []row
	best := 0.0
	for t := lowestFloor; t < 0.7; t += 0.01 {
		kept, hit, quiet := 0, 0, 0
		for i := range examples {
			e := &examples[i]
			if sigmoid(e.sum) < t {
				continue
			}
			kept++
			hit += int(btof(e.right))
			quiet += int(btof(e.quiet))
		}
		f := 2 * float64(hit) / float64(max(kept+gold, 1))
		if rows = append(rows, row{t, f}); f > best {
			best = f
			fmt.Fprintf(log, "floor %.2f: %d kept, %d right, %d in quiet sentences, F1 %.3f\n", t, kept, hit, quiet, f)
		}
	}
	for _, r := range rows {
		if r.f1 >= best-nearBest {
			return r.floor
		}
	}
	return 0
}

// writeRows writes a row for every piece of evidence that weighs anything.
func writeRows(out *strings.Builder, kind string, names []string, weights ...[]float64) {
	for i, name := range names {
		row, most := kind+"\t"+name, 0.0
		for _, w := range weights {
			row += fmt.Sprintf("\t%.3f", w[i])
			most = math.Max(most, math.Abs(w[i]))
		}
		if most >= 0.005 {
			out.WriteString(row + "\n")
		}
	}
}

// typesOf are the labels of the typer.
func typesOf() []string {
	out := []string{string(ontology.None)}
	for _, t := range ontology.Default().Types() {
		out = append(out, string(t))
	}
	return out
}

package train

import "strings"

// evalWords is how many words are scored at a time.
const evalWords = 2000

// evaluate scores the averaged network on each dev set, with heads chosen word
// by word. The learning network is back in place afterwards.
func (r *run) evaluate() []tally {
	r.opt.settle()
	r.swap()
	defer r.swap()
	base := baseLabels(r.sets.deprel.names)
	out := make([]tally, len(r.dev))
	for i, sents := range r.dev {
		for _, s := range r.shards {
			s.dropout, s.score = 0, tally{base: base}
		}
		var batch []sentence
		words := 0
		for j := range sents {
			if len(sents[j].forms) > maxTrainWords {
				continue
			}
			batch = append(batch, plain(&sents[j], r.vocab))
			if words += len(sents[j].forms); words > evalWords {
				r.batch(batch, false, 1)
				batch, words = nil, 0
			}
		}
		r.batch(batch, false, 1)
		for _, s := range r.shards {
			out[i].add(&s.score)
		}
	}
	return out
}

// swap exchanges the network and its moving average.
func (r *run) swap() {
	for _, t := range r.p.all {
		t.w, t.ema = t.ema, t.w
	}
}

// baseLabels maps each label to the first with the same part before the colon.
func baseLabels(names []string) []int32 {
	base := make([]int32, len(names))
	first := map[string]int32{}
	for i, name := range names {
		head, _, _ := strings.Cut(name, ":")
		if _, ok := first[head]; !ok {
			first[head] = int32(i)
		}
		base[i] = first[head]
	}
	return base
}

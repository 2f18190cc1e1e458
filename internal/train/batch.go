package train

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Random changes of training sentences. Rates were set by hand so that the
// model meets each kind of headline a few thousand times without losing body
// text; none was tuned.
const (
	headlineRate = 0.06  // sentences that become like a headline
	dropEndRate  = 0.03  // other sentences that lose their final punctuation
	recaseRate   = 0.005 // words of other sentences whose capitals change
	unknownAlpha = 0.25  // a word seen n times counts as unknown with alpha/(alpha+n)
	joinOpenRate = 0.25  // sentences without a final stop that are joined with the next
	joinRate     = 0.02  // other sentences that are
	maxJoined    = 60    // words of a joined sentence at most
)

// plan makes the batches of one epoch: sentences of similar length together,
// in random order, each batch about batchWords words.
func plan(sents []example, vocab *vocabulary, rng *rand.Rand, batchWords int, parataxis int32) [][]sentence {
	sents = joined(sents, rng, parataxis)
	order := rng.Perm(len(sents))
	const chunk = 2000 // sentences sorted together: similar lengths, yet other company each epoch
	var batches [][]sentence
	for part := range slices.Chunk(order, chunk) {
		slices.SortStableFunc(part, func(a, b int) int { return len(sents[a].forms) - len(sents[b].forms) })
		var batch []sentence
		words := 0
		for _, i := range part {
			if len(sents[i].forms) > maxTrainWords {
				continue
			}
			s := vary(&sents[i], vocab, rng)
			if words+s.words > batchWords && words > 0 {
				batches = append(batches, batch)
				batch, words = nil, 0
			}
			batch = append(batch, s)
			words += s.words
		}
		if len(batch) > 0 {
			batches = append(batches, batch)
		}
	}
	rng.Shuffle(len(batches), func(i, j int) { batches[i], batches[j] = batches[j], batches[i] })
	return batches
}

// joined returns the sentences, some of them run together with the next one, as
// happens where raw text leaves out the stop between them: the second hangs on
// the first as parataxis.
func joined(sents []example, rng *rand.Rand, parataxis int32) []example {
	out := make([]example, 0, len(sents))
	for i := 0; i < len(sents); i++ {
		rate := joinOpenRate
		if strings.ContainsAny(sents[i].forms[len(sents[i].forms)-1], ".?!") {
			rate = joinRate
		}
		if parataxis >= 0 && rng.Float64() < rate && i+1 < len(sents) && len(sents[i].forms)+len(sents[i+1].forms) <= maxJoined {
			out = append(out, join(&sents[i], &sents[i+1], parataxis))
			i++
			continue
		}
		out = append(out, sents[i])
	}
	return out
}

// join runs two sentences together.
func join(a, b *example, parataxis int32) example {
	shift := int32(len(a.forms))
	root := int32(slices.Index(a.heads, -1))
	out := example{
		forms: slices.Concat(a.forms, b.forms), heads: slices.Clone(a.heads), labels: slices.Concat(a.labels, b.labels),
		xpos: slices.Concat(a.xpos, b.xpos), upos: slices.Concat(a.upos, b.upos),
	}
	for i, h := range b.heads {
		if h < 0 {
			out.heads = append(out.heads, root)
			out.labels[int(shift)+i] = parataxis
			continue
		}
		out.heads = append(out.heads, h+shift)
	}
	return out
}

// plain returns a sentence without any change.
func plain(ex *example, vocab *vocabulary) sentence {
	s := sentence{ex: ex, words: len(ex.forms)}
	for _, form := range ex.forms {
		s.ids = append(s.ids, vocab.ids(form))
	}
	return s
}

// vary returns a sentence with the random changes of training.
func vary(ex *example, vocab *vocabulary, rng *rand.Rand) sentence {
	s := sentence{ex: ex, words: len(ex.forms)}
	headline := rng.Float64() < headlineRate
	style := rng.IntN(4)
	if (headline || rng.Float64() < dropEndRate) && endsInLooseMark(ex) {
		s.words--
	}
	for _, form := range ex.forms[:s.words] {
		switch {
		case headline:
			form = recase(form, style)
		case rng.Float64() < recaseRate:
			form = recase(form, rng.IntN(3))
		}
		ids := vocab.ids(form)
		n := float64(vocab.counts[ids.rows[wordTable]])
		if rng.Float64() < unknownAlpha/(unknownAlpha+n) {
			ids.rows[wordTable] = 0
		}
		s.ids = append(s.ids, ids)
	}
	return s
}

// endsInLooseMark reports whether the last word is a mark on which nothing hangs.
func endsInLooseMark(ex *example) bool {
	last := len(ex.forms) - 1
	if last < 2 || ex.heads[last] < 0 || strings.ContainsFunc(ex.forms[last], func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r)
	}) {
		return false
	}
	return !slices.Contains(ex.heads, int32(last))
}

// recase changes capitals: style 0 small letters, 1 capitals, else a capital
// at the start of the word.
func recase(form string, style int) string {
	switch style {
	case 0:
		return strings.ToLower(form)
	case 1:
		return strings.ToUpper(form)
	}
	r, n := utf8.DecodeRuneInString(form)
	return string(unicode.ToUpper(r)) + form[n:]
}

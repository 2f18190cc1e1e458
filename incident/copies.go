package incident

import "slices"

// fewShingles is the number of different runs of words below which sentences may be
// alike by chance.
const fewShingles = 4

// Of so many reports each two are compared; of more, each with some of those that share
// a number of their signatures with it, which near-copies nearly always do.
const (
	maxCompared = 400
	maxSharers  = 2
)

// copied reports near-copies, of the documents or of the sentences themselves.
func copied(a, b *telling) bool {
	if a.print != nil && b.print != nil && a.print.Copy(b.print) {
		return true
	}
	if a.said.size < fewShingles || b.said.size < fewShingles {
		return a.ev.Sentence.Text != "" && a.ev.Sentence.Text == b.ev.Sentence.Text
	}
	return a.said.Copy(b.said)
}

// eachCopy calls each for reports j < i that are copies; among more than most not for
// all such pairs, but so that the copies of one text hang together.
func eachCopy(list []telling, most int, each func(i, j int)) {
	if len(list) <= most {
		for i := range list {
			for j := range i {
				if copied(&list[j], &list[i]) {
					each(i, j)
				}
			}
		}
		return
	}
	texts := make(map[string]int, len(list))
	var distinct []int // the first of each text: the others are copies of it
	for i := range list {
		text := list[i].ev.Sentence.Text
		first, known := texts[text]
		if known && text != "" {
			each(i, first)
			if list[i].print == nil || list[i].print == list[first].print || list[i].doc.Text == list[first].doc.Text {
				continue
			}
		} else {
			texts[text] = i
		}
		distinct = append(distinct, i)
	}
	together := newUnion(len(list))
	eachSharer(list, distinct, func(t *telling) *Print { return t.said }, together, each)
	eachSharer(list, distinct, whole, together, each)
}

// whole gives the print of a document that has more to it than the sentence.
func whole(t *telling) *Print {
	if t.print == nil || t.print.sign == t.said.sign {
		return nil
	}
	return t.print
}

// eachSharer compares reports that share a number of their signatures: each with the
// first ones that have it and with the one before.
func eachSharer(list []telling, some []int, of func(*telling) *Print, together union, each func(i, j int)) {
	try := func(a, b uint64) {
		i, j := int(uint32(a)), int(uint32(b))
		if together.root(i) != together.root(j) && copied(&list[j], &list[i]) {
			together.join(i, j)
			each(i, j)
		}
	}
	var row []uint64 // the number above, the report below
	for n := range signature {
		row = row[:0]
		for _, i := range some {
			if p := of(&list[i]); p != nil && p.size > 0 {
				row = append(row, uint64(p.sign[n])<<32|uint64(i))
			}
		}
		slices.Sort(row)
		start := 0
		for k := range row {
			if row[k]>>32 != row[start]>>32 {
				start = k
			}
			for j := start; j < min(k, start+maxSharers); j++ {
				try(row[k], row[j])
			}
			if k > start {
				try(row[k], row[k-1])
			}
		}
	}
}

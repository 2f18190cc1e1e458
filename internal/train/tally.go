package train

// tally counts right answers.
type tally struct {
	words, upos, xpos, uas, las int

	base []int32 // label to label without subtype; fixed
	hits []bool  // by word of the sentence under way
}

// arc notes the predicted head of word t. Words come in order.
func (c *tally) arc(ex *example, t, head int) {
	if t == 0 {
		c.hits = c.hits[:0]
	}
	right := int(ex.heads[t]) == head
	c.hits = append(c.hits, right)
	c.words++
	if right {
		c.uas++
	}
}

// label notes the label predicted for the gold arc of word t.
func (c *tally) label(ex *example, t, label int) {
	if gold := ex.labels[t]; c.hits[t] && gold >= 0 && c.base[gold] == c.base[label] {
		c.las++
	}
}

// tags notes both tags of word t.
func (c *tally) tags(ex *example, t, xpos, upos int) {
	if int(ex.xpos[t]) == xpos {
		c.xpos++
	}
	if int(ex.upos[t]) == upos {
		c.upos++
	}
}

// add adds the counts of another tally.
func (c *tally) add(o *tally) {
	c.words += o.words
	c.upos += o.upos
	c.xpos += o.xpos
	c.uas += o.uas
	c.las += o.las
}

// percent gives a count as percent of words.
func (c *tally) percent(n int) float64 {
	if c.words == 0 {
		return 0
	}
	return 100 * float64(n) / float64(c.words)
}

package source

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// edge is how many bytes of the start and of the end of a block tell it from
// others. Shorter blocks are told by all of their bytes.
const edge = 12

// blocks are the paragraphs, headings, items and cells of a page as it came.
// What extracts the article may run them together or give them twice; with
// their help that is undone, however it came about. They are known by their
// text without white space, which extraction may add or drop.
type blocks struct {
	places map[string][]int // where in the page a block stands; nowhere, for what is not in its body
	next   int              // the place of the next block
	body   string           // all blocks, each on its line
	heads  map[string]bool  // first bytes of blocks
	tails  map[string]bool  // last bytes of blocks
	opens  [256]bool        // bytes that heads start with
}

// newBlocks finds the blocks of a page.
func newBlocks(root *html.Node) *blocks {
	b := &blocks{places: map[string][]int{}, heads: map[string]bool{}, tails: map[string]bool{}}
	var body []string
	for _, s := range lines(root, pageRole) {
		k := key(s)
		b.add(k)
		body = append(body, k)
	}
	b.body = strings.Join(body, "\n")
	for n := range root.Descendants() {
		switch {
		case n.DataAtom == atom.Title && n.Parent.DataAtom == atom.Head:
			b.know(key(textOf(n)))
		case n.DataAtom == atom.Script && strings.EqualFold(strings.TrimSpace(attribute(n, "type")), "application/ld+json"):
			b.linked(textOf(n))
		}
	}
	return b
}

// linked takes the paragraphs of the articles in linked data (JSON-LD) for
// blocks that stand behind the page, but for those that stand in it.
func (b *blocks) linked(data string) {
	for _, body := range articleBodies(data) {
		for s := range strings.SplitSeq(Fragment(body), "\n\n") {
			if k := key(s); len(b.places[k]) == 0 && len(b.cuts(k)) == 0 {
				b.add(k)
			}
		}
	}
}

// know takes k for the text of something that begins and ends on its own.
func (b *blocks) know(k string) {
	if k == "" {
		return
	}
	n := min(len(k), edge)
	b.heads[k[:n]], b.tails[k[len(k)-n:]], b.opens[k[0]] = true, true, true
	if _, known := b.places[k]; !known {
		b.places[k] = nil
	}
}

// add takes k for the next block of the page.
func (b *blocks) add(k string) {
	if k == "" {
		return
	}
	b.know(k)
	b.places[k] = append(b.places[k], b.next)
	b.next++
}

// mend returns the lines of an article with the ends of blocks put back, each as
// often as the page has it.
func (b *blocks) mend(article []string) []string {
	var out []string
	doubtful := false
	seen := map[string]bool{}
	for _, s := range article {
		k := key(s)
		pieces := []string{s}
		if _, known := b.places[k]; !known {
			pieces = b.split(s)
			doubtful = true
		}
		for _, s := range pieces {
			k := key(s)
			doubtful = doubtful || seen[k] || len(b.places[k]) == 0
			seen[k] = true
		}
		out = append(out, pieces...)
	}
	if !doubtful {
		return out
	}
	return b.order(out, b.surplus(out))
}

// split cuts a line where one block of the page ends and another begins.
func (b *blocks) split(line string) []string {
	k := key(line)
	cuts := b.cuts(k)
	if len(cuts) == 0 {
		return []string{line}
	}
	var out []string
	start, at := 0, 0 // of the piece in line; bytes of k that have been passed
	for i, r := range line {
		if len(cuts) > 0 && at == cuts[0] {
			out = append(out, strings.TrimSpace(line[start:i]))
			start, cuts = i, cuts[1:]
		}
		at += len(key(string(r)))
	}
	return append(out, strings.TrimSpace(line[start:]))
}

// cuts returns the bytes of k at which a block begins right behind another. Both
// have to be seen: the first words of a heading may well stand in a sentence.
func (b *blocks) cuts(k string) []int {
	begins := make([]bool, len(k)+1)
	begins[len(k)] = true
	for i := len(k) - 1; i >= 0; i-- {
		begins[i] = b.opens[k[i]] && b.begins(k[i:], begins[i:])
	}
	var cuts []int
	last := 0
	for i := 1; i < len(k); i++ {
		if begins[i] && b.tails[k[max(last, i-edge):i]] {
			cuts = append(cuts, i)
			last = i
		}
	}
	return cuts
}

// begins reports whether a block starts k; behind a short one the end of k or
// another block has to follow, as begins tells for each byte of k.
func (b *blocks) begins(k string, begins []bool) bool {
	if len(k) >= edge && b.heads[k[:edge]] {
		return true
	}
	for n := min(len(k), edge-1); n > 0; n-- {
		if begins[n] && b.heads[k[:n]] {
			return true
		}
	}
	return false
}

// maxSought bounds the bytes that are searched for lines given too often.
const maxSought = 1 << 28

// surplus returns by their keys how many of the lines of an article are too
// many: the article has those words more often than the page, be it in a line
// of their own or in a longer one.
func (b *blocks) surplus(article []string) map[string]int {
	keys := make([]string, len(article))
	count := map[string]int{}
	for i, s := range article {
		keys[i] = key(s)
		count[keys[i]]++
	}
	all := strings.Join(keys, "\n")
	more := map[string]int{}
	sought := 0
	for _, k := range keys {
		n := count[k]
		places, known := b.places[k]
		if n == 0 || n == 1 && len(places) > 0 {
			continue
		}
		count[k] = 0 // looked at
		if sought += len(all) + len(b.body); sought > maxSought {
			break
		}
		allowed := max(strings.Count(b.body, k), len(places))
		if !known { // something in it was left out
			allowed = max(allowed, 1)
		}
		if over := strings.Count(all, k) - allowed; over > 0 {
			more[k] = min(over, n)
		}
	}
	return more
}

// order returns an article without the lines that are too many, unless it has
// no others. If there are any, the rest goes in the order of the page: the
// library puts the paragraphs of a short page before the whole of it.
func (b *blocks) order(article []string, surplus map[string]int) []string {
	type placed struct {
		text  string
		place int
	}
	left := map[string]int{} // copies of a line that stay
	for _, s := range article {
		left[key(s)]++
	}
	for k, n := range surplus {
		left[k] -= n
	}
	var kept []placed
	place, given := -1, map[string]int{}
	for _, s := range article {
		k := key(s)
		if given[k] == left[k] {
			continue
		}
		if places := b.places[k]; len(places) > 0 {
			place = places[min(given[k], len(places)-1)]
		}
		given[k]++
		kept = append(kept, placed{s, place})
	}
	if len(kept) == 0 || len(kept) == len(article) {
		return article
	}
	slices.SortStableFunc(kept, func(a, b placed) int { return a.place - b.place })
	out := make([]string, len(kept))
	for i, p := range kept {
		out[i] = p.text
	}
	return out
}

// key returns s without white space.
func key(s string) string { return strings.Join(strings.Fields(visible(s)), "") }

// textOf returns all text below n, as [lines] takes it.
func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.ReplaceAll(b.String(), softHyphen, "")
}

// attribute returns an attribute of n, or "".
func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// pageRole says what the elements of a page as it came are to its lines. Unlike
// [articleRole], it takes what it does not know to stand within a line, for no
// line that the library gave whole may be cut at an icon.
func pageRole(n *html.Node) role {
	switch n.DataAtom {
	case atom.Head, atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Svg, atom.Textarea:
		return unread
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Br, atom.Caption, atom.Center, atom.Dd, atom.Details,
		atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.H1,
		atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr, atom.Html, atom.Legend, atom.Li, atom.Listing,
		atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.Optgroup, atom.Option, atom.P, atom.Plaintext, atom.Pre, atom.Section,
		atom.Select, atom.Summary, atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul, atom.Xmp:
		return block
	}
	return within
}

// articleBodies returns the articles that linked data (JSON-LD) holds as text.
func articleBodies(data string) []string {
	var v any
	if json.Unmarshal([]byte(html.UnescapeString(data)), &v) != nil {
		return nil
	}
	var found []string
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			for _, name := range slices.Sorted(maps.Keys(v)) {
				if s, ok := v[name].(string); ok && strings.EqualFold(name, "articleBody") {
					found = append(found, s)
				}
				walk(v[name])
			}
		}
	}
	walk(v)
	return found
}

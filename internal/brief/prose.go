package brief

// run is a stretch of running text: plain, strong, a link within the page, a word of the
// archive, or the number of a note.
type run struct {
	Text   string
	Href   string // "#d1"
	Strong bool
	Note   int // number of a note, 0 for none; Text is empty then
}

// prose is a text of runs. Both forms of a brief are written from it.
type prose []run

func plain(text string) prose { return prose{{Text: text}} }

// add appends plain text.
func (p prose) add(text string) prose { return append(p, run{Text: text}) }

// strong appends words that stand out.
func (p prose) strong(text string) prose { return append(p, run{Text: text, Strong: true}) }

// link appends a link within the page.
func (p prose) link(text, id string) prose { return append(p, run{Text: text, Href: "#" + id}) }

// note appends the number of a note; 0 adds nothing.
func (p prose) note(numbers ...int) prose {
	for _, n := range numbers {
		if n > 0 {
			p = append(p, run{Note: n})
		}
	}
	return p
}

package source

import (
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

const tail = "and the government of the province said on Monday that it would send the army to the border within days, officials said."

// TestEndsOfBlocks gives pages short and long, since the library reads them in
// different ways.
func TestEndsOfBlocks(t *testing.T) {
	one1, two, three := "One "+tail, "Two "+tail, "Three "+tail
	for _, c := range []struct {
		name, page string
		want       []string
	}{
		{"a heading", "<h1>Ethiopia and Eritrea</h1><p>Ethiopia accused Eritrea of shelling Badme.</p>", []string{"Ethiopia and Eritrea", "Ethiopia accused Eritrea of shelling Badme."}},
		{"a heading on its line", "<h1>Ethiopia and Eritrea</h1>\n<p>Ethiopia accused Eritrea of shelling Badme.</p>", []string{"Ethiopia and Eritrea", "Ethiopia accused Eritrea of shelling Badme."}},
		{"items", "<ul><li>Iran met Iraq</li><li>Oman met Qatar</li></ul>", []string{"Iran met Iraq", "Oman met Qatar"}},
		{"cells", "<table><tr><th>Side<th>Dead</tr><tr><td>Iran</td><td>3</td></tr></table>", []string{"Side", "Dead", "Iran", "3"}},
		{"breaks", "Iran met Iraq<br>Oman met Qatar<br><br>Japan met Chad", []string{"Iran met Iraq", "Oman met Qatar", "Japan met Chad"}},
		{"terms", "<dl><dt>Iran</dt><dd>It met Iraq</dd></dl>", []string{"Iran", "It met Iraq"}},
		{"an article of divisions", "<article><div>" + one1 + "</div><div>" + two + "</div><ul><li>Iran met Iraq</li><li>Oman met Qatar</li></ul></article>",
			[]string{one1, two, "Iran met Iraq", "Oman met Qatar"}},
		{"sections", "<main><section>" + one1 + "</section><section>" + two + "</section>" + three + "</main>", []string{one1, two, three}},
		{"a paragraph with breaks", "<article><p>" + one1 + "<br>" + two + "</p><p>" + three + "</p></article>", []string{one1, two, three}},
		{"words within a line", "<p>The <b>arm</b>y <span>lef</span>t <q>its camp</q> <img src=x alt=y>with <code>all</code> <wbr>guns.</p>", []string{"The army left its camp with all guns."}},
		{"a page given once", "<p>Japan sanctioned North Korea on Monday.</p>", []string{"Japan sanctioned North Korea on Monday."}},
		{"a page that repeats itself", "<p>We will stay.</p><p>They went.</p><p>We will stay.</p>", []string{"We will stay.", "They went.", "We will stay."}},
		{"paragraphs of a quotation", "<p>He said:</p><blockquote><p>Iran met Iraq.</p><p>Oman met Qatar.</p></blockquote>", []string{"He said:", "Iran met Iraq.", "Oman met Qatar."}},
		{"something left out", "<article><p>The army <noscript>x</noscript>left the town.</p><p>It met the rebels.</p></article>", []string{"The army xleft the town.", "It met the rebels."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := "<html><head><title>A title of its own</title></head><body>" + c.page + "</body></html>"
			if c.name == "something left out" { // long enough for the library to take all of the element
				page = strings.Replace(page, "</article>", "<p>"+tail+"</p></article>", 1)
				c.want = append(c.want, tail)
			}
			for _, in := range []struct {
				format Format
				data   string
			}{{HTML, page}, {WARC, response("https://c.example/1", "Content-Type: text/html\r\n", page)}} {
				if got := one(t, in.data, Config{Format: in.format}).Text; got != strings.Join(c.want, "\n\n") {
					t.Errorf("%s: got %q", in.format, got)
				}
			}
		})
	}
}

func TestFragmentEndsBlocks(t *testing.T) {
	got := Fragment("<h3>Ethiopia</h3><ul><li>Iran met Iraq</li><li>Oman met Qatar<br>Japan</li></ul><table><tr><td>A</td><td>B</td></tr></table>")
	if want := "Ethiopia\n\nIran met Iraq\n\nOman met Qatar\n\nJapan\n\nA\n\nB"; got != want {
		t.Errorf("got %q", got)
	}
}

func TestArticleOfLinkedData(t *testing.T) {
	for name, body := range map[string]string{
		"lines": `One ` + tail + `\n\nTwo ` + tail,
		"HTML":  `<p>One ` + tail + `</p><p>Two ` + tail + `</p>`,
	} {
		page := `<html><head><script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","articleBody":"` + body + `"}]}</script></head><body><p>Read on.</p></body></html>`
		if got, want := one(t, page, Config{}).Text, "One "+tail+"\n\nTwo "+tail; got != want {
			t.Errorf("%s: got %q", name, got)
		}
	}
}

func TestMend(t *testing.T) {
	for _, c := range []struct {
		name, page    string
		article, want []string
	}{
		{"nothing to do", "<p>A b.</p><p>C d.</p>", []string{"A b.", "C d."}, []string{"A b.", "C d."}},
		{"another order is left alone", "<p>A b.</p><p>C d.</p>", []string{"C d.", "A b."}, []string{"C d.", "A b."}},
		{"given twice", "<h1>H</h1><p>A b.</p><p>C d.</p>", []string{"A b.", "C d.", "HA b.C d."}, []string{"H", "A b.", "C d."}},
		{"within and by itself", "<div>Army left<p>Rebels came</p>Peace held</div>", []string{"Army left Rebels came Peace held", "Rebels came"}, []string{"Army left", "Rebels came", "Peace held"}},
		{"a heading's words in a sentence", "<h2>Iran</h2><h2>Talks in Geneva</h2><p>The talks with Iran <i>x</i> failed.</p>", []string{"The talks with Iran failed."}, []string{"The talks with Iran failed."}},
		{"a word left out on both sides", "<p>The first army <i>x</i> left the town.</p><p>The second army <i>y</i> came to it.</p>",
			[]string{"The first army left the town.The second army came to it."}, []string{"The first army left the town.", "The second army came to it."}},
		{"labels within lines", "<p><b>Name:</b> Iran</p><p><b>Name:</b> Iraq</p><p>Name:</p>", []string{"Name:", "Iran", "Name:", "Iraq", "Name:"}, []string{"Name:", "Iran", "Name:", "Iraq", "Name:"}},
		{"not of the page", "<p>A b.</p>", []string{"X y.", "X y."}, []string{"X y."}},
		{"empty", "<p>A b.</p>", nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			root, err := html.Parse(strings.NewReader(c.page))
			if err != nil {
				t.Fatal(err)
			}
			if got := newBlocks(root).mend(slices.Clone(c.article)); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// FuzzMend holds that mending takes no words from an article that has none twice
// and adds none.
func FuzzMend(f *testing.F) {
	f.Add("<h1>H</h1><p>A b.</p><li>C", "HA b.\nA b.")
	f.Add("<title>x</title>a<br>b<td>c", "abc\nx\nx")
	f.Add(`<script type="application/ld+json">{"articleBody":"a\nb"}</script>`, "a b")
	f.Fuzz(func(t *testing.T, page, article string) {
		root, err := parsePage(strings.ToValidUTF8(page, "?"))
		if err != nil {
			return
		}
		var in []string
		for s := range strings.Lines(strings.ToValidUTF8(article, "?")) {
			if s = oneLine(s); s != "" {
				in = append(in, s)
			}
		}
		out := newBlocks(root).mend(slices.Clone(in))
		if len(in) > 0 && len(out) == 0 {
			t.Errorf("nothing is left of %q", in)
		}
		before := key(strings.Join(in, ""))
		for _, s := range out {
			if s == "" || s != oneLine(s) || !strings.Contains(before, key(s)) {
				t.Errorf("%q came from %q", s, in)
			}
		}
	})
}

func TestDayOfCaptureIsNoDayOfPublication(t *testing.T) {
	record := strings.Replace(response("https://c.example/1", "Content-Type: text/html\r\nLast-Modified: Wed, 06 Mar 2024 10:00:00 GMT\r\n", article3),
		"WARC-Type", "WARC-Date: 2024-03-07T00:00:00Z\r\nWARC-Type", 1)
	if got := one(t, record, Config{}).Published; !got.IsZero() {
		t.Errorf("published %v", got)
	}
	day := time.Date(2021, 5, 6, 0, 0, 0, 0, time.UTC)
	if got := one(t, record, Config{Published: day}).Published; !got.Equal(day) {
		t.Errorf("with a day given: published %v", got)
	}
}

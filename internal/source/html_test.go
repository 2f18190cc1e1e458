package source

import (
	"bytes"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestPages(t *testing.T) {
	for _, c := range []struct {
		file, title, outlet, url, published string
		lines                               []string // must be lines of the text, in this order
		without                             []string // must not be in the text
	}{
		{
			file: "courier.html", title: "Lakeside rebels accept Marenda's offer of talks", outlet: "The Harbour Courier",
			url: "https://courier.example/world/2024/03/06/lakeside-rebels-talks", published: "2024-03-06",
			lines: []string{
				"The Lakeside Front said on Tuesday that it had accepted an offer of talks from the government of Marenda, six weeks after fighting around the port drove tens of thousands of people from their homes.",
				"“We will send five delegates and we will listen,” the group’s spokesman, Odo Velle, told reporters. He said the Front still demanded the release of its prisoners before any ceasefire could be signed.",
				"Prisoners remain the hardest question",
				"Aid agencies urged both sides to open the northern road, which has been closed since January, so that food can reach the camps before the rains begin.",
			},
			without: []string{"cookies", "flights", "Advertisement", "Ferry", "user771", "good news", "Privacy", "Subscribe", "dataLayer"},
		}, {
			file: "today.html", title: "Army chief of Tarn sacked after border clash", outlet: "Tarn Today", published: "2023-11-21",
			lines: []string{
				"General Rusk Havel had commanded the army since 2019. He was summoned to the palace at noon and left an hour later without speaking to journalists who were waiting at the gate.",
				"We asked for the list of the dead on Saturday. We are still waiting for it.",
				"Marenda denied that its police had crossed the river and offered to hold a joint investigation.",
			},
			without: []string{"Horoscope", "recipes", "newsletter", "Lottery", "Copyright", "Tweet"},
		}, {
			file: "agency.html", title: "Ministers sign fishing accord", published: "2019-07-02",
			lines: []string{
				"CAPE SORREL, July 2 (MNA) — The fisheries ministers of Marenda and São Teles signed an accord on Tuesday that ends a dispute of nine years over the waters around the Gull Islands.",
				"Coast guards of the two countries had detained a total of forty crews since 2010. The last of them were released on Sunday, and their boats will be returned by the end of the month, officials said.",
			},
		}, {
			file: "live.html", title: "Hundreds march in Port Sorrel over bread prices", published: "2022-05-17",
			lines: []string{
				"Police used tear gas on Tuesday to disperse hundreds of people who marched on the ministry of trade in Port Sorrel to protest against the price of bread, which has doubled since the winter.",
				"Bread now costs eleven crowns a loaf in the capital.",
				"Similar protests took place in three other towns, where no violence was reported.",
			},
			without: []string{"Storm", "Photo", "app", "Search", "rights reserved"},
		},
	} {
		t.Run(c.file, func(t *testing.T) {
			data, err := os.ReadFile("testdata/pages/" + c.file)
			if err != nil {
				t.Fatal(err)
			}
			doc := one(t, string(data), Config{Published: time.Unix(0, 0)})
			if doc.Title != c.title || doc.Outlet != c.outlet || doc.URL != c.url || doc.Published.Format(time.DateOnly) != c.published {
				t.Errorf("title %q, outlet %q, URL %q, published %v", doc.Title, doc.Outlet, doc.URL, doc.Published)
			}
			rest := "\n" + doc.Text + "\n"
			for _, line := range c.lines {
				_, after, ok := strings.Cut(rest, "\n"+line+"\n")
				if !ok {
					t.Errorf("no line, or not in its place: %s", line)
					continue
				}
				rest = "\n" + after
			}
			for _, s := range c.without {
				if strings.Contains(doc.Text, s) {
					t.Errorf("%q is in the text:\n%s", s, doc.Text)
				}
			}
		})
	}
}

func TestPageWithoutADateTakesTheGivenOne(t *testing.T) {
	day := time.Date(2021, 5, 6, 0, 0, 0, 0, time.UTC)
	const body = "<p>The two armies met at the river on the morning of the feast and agreed to leave the bridge to the farmers, the mayor of the town said.</p>"
	doc := one(t, "<!-- saved --><html><body><article>"+body+body+body+"</article></body></html>", Config{Published: day})
	if !doc.Published.Equal(day) {
		t.Errorf("published %v", doc.Published)
	}
	if one(t, "<p>x</p>"+body, Config{Format: Text}).Text == doc.Text {
		t.Error("given as text, the page was read as HTML")
	}
}

// TestPagesMadeToHurt gives pages that are deep, wide or broken. Each must be
// read or refused, soon.
func TestPagesMadeToHurt(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	deep := strings.Repeat("<div><p>The man said so.</p>", 400)
	for name, data := range map[string]string{
		"deep blocks":       "<html>" + strings.Repeat("<div>", 1_000_000),
		"deep inlines":      "<html>" + strings.Repeat("<b>", 1_000_000),
		"deep tables":       "<html>" + strings.Repeat("<table><tr><td>", 400_000),
		"deep templates":    "<html>" + strings.Repeat("<template>", 600_000),
		"deep pictures":     "<html>" + strings.Repeat("<svg><g>", 600_000),
		"deep and wide":     "<html>" + deep + strings.Repeat("<p>The man said so.</p>", 5_000),
		"wide":              "<html>" + strings.Repeat("<p>x", 1_000_000),
		"links":             "<html>" + strings.Repeat("<a>", 1_000_000),
		"misnested":         "<html>" + strings.Repeat("<a><p>x", 500_000),
		"headings":          "<html><article>" + strings.Repeat("<h2>A</h2><p>The man said that he would go.</p>", 6_000),
		"attributes":        "<html><body " + strings.Repeat("a=b c ", 1_000_000),
		"open comment":      "<html>" + strings.Repeat("<!--", 1_000_000),
		"open script":       "<html>" + strings.Repeat("<script>", 800_000),
		"end tags":          "<html>" + strings.Repeat("</p>", 1_000_000),
		"entities":          "<html>" + strings.Repeat("&amp;", 1_000_000),
		"dates":             "<html><p>" + strings.Repeat("2020-01-01 12:00 ", 300_000),
		"broken characters": "<html><p>" + strings.Repeat("\xff\xfe<", 1_000_000),
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			docs, errs := all(t, strings.NewReader(data), Config{MaxDocument: maxPage})
			if len(docs)+len(errs) != 1 {
				t.Errorf("%d documents and errors %q", len(docs), errs)
			}
			if took := time.Since(start); took > 15*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
	if _, errs := all(t, strings.NewReader("<html>"+strings.Repeat("<div>", 1000)), Config{}); len(errs) != 1 ||
		!strings.HasPrefix(errs[0], "in: the HTML page cannot be read: ") {
		t.Errorf("got %q", errs)
	}
	if _, errs := all(t, strings.NewReader("<html><p>"+strings.Repeat("word ", maxPage/5)), Config{MaxDocument: 2 * maxPage}); len(errs) != 1 ||
		errs[0] != "in: an HTML page of more than 8 MiB" {
		t.Errorf("got %q", errs)
	}
}

func TestEmptyPageIsToldOf(t *testing.T) {
	_, errs := all(t, strings.NewReader("<!DOCTYPE html><html><body></body></html>"), Config{})
	if len(errs) != 1 || !strings.HasPrefix(errs[0], "in: no article found in the HTML page") {
		t.Errorf("got %q", errs)
	}
}

// TestPagesAreReadAtOnce is for the race detector: a server reads many pages at a time.
func TestPagesAreReadAtOnce(t *testing.T) {
	data, err := os.ReadFile("testdata/pages/courier.html")
	if err != nil {
		t.Fatal(err)
	}
	want := one(t, string(data), Config{})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for doc, err := range Read(t.Context(), bytes.NewReader(data), "in", Config{}) {
				if err != nil || doc != want {
					t.Errorf("got %+v, %v", doc, err)
				}
			}
		})
	}
	wg.Wait()
}

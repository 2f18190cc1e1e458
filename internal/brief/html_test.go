package brief

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// void elements have no end tag in HTML.
var void = []string{"meta", "br"}

// balanced tells what is wrong with the tags of a page.
func balanced(page string) error {
	var open []string
	for z := html.NewTokenizer(strings.NewReader(page)); ; {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			if !errors.Is(z.Err(), io.EOF) || len(open) > 0 {
				return fmt.Errorf("ends with %v open: %w", open, z.Err())
			}
			return nil
		case html.StartTagToken:
			if name, _ := z.TagName(); !slices.Contains(void, string(name)) {
				open = append(open, string(name))
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if len(open) == 0 || open[len(open)-1] != string(name) {
				return fmt.Errorf("</%s> closes %v", name, open)
			}
			open = open[:len(open)-1]
		}
	}
}

// each walks the elements of a page in order.
func each(t *testing.T, page string, visit func(n *html.Node, attr map[string]string)) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		attr := map[string]string{}
		for _, a := range n.Attr {
			attr[a.Key] = a.Val
		}
		visit(n, attr)
	}
}

func TestTagsAreBalanced(t *testing.T) {
	for name, r := range cases() {
		if err := balanced(htmlOf(t, r)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if balanced("<p><b></p></b>") == nil || balanced("<p>") == nil {
		t.Error("the check finds nothing")
	}
}

func TestDrawingsAreXML(t *testing.T) {
	for name, r := range cases() {
		for i, svg := range svgs(htmlOf(t, r)) {
			for dec := xml.NewDecoder(strings.NewReader(svg)); ; {
				if _, err := dec.Token(); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Errorf("%s: drawing %d: %v", name, i, err)
					break
				}
			}
			if regexp.MustCompile(`NaN|Inf|="[^"]*e[+-]\d`).MatchString(svg) {
				t.Errorf("%s: drawing %d has a number that is none", name, i)
			}
		}
	}
}

func TestNothingIsRunOrFetched(t *testing.T) {
	inert := []string{"class", "d", "id", "lang", "name", "content", "charset", "href", "rel", "style", "role", "tabindex", "dir", "scope", "reversed", "http-equiv", "xmlns", "viewbox", "viewBox", "x", "y", "width", "height", "x1", "x2", "y1", "y2", "cx", "cy", "r", "points", "transform", "text-anchor", "fill-rule", "preserveAspectRatio", "patternUnits", "patternTransform", "aria-label", "aria-labelledby", "aria-describedby", "aria-hidden", "focusable", "title"}
	for name, r := range cases() {
		policy := false
		each(t, htmlOf(t, r), func(n *html.Node, attr map[string]string) {
			if slices.Contains([]string{"script", "link", "iframe", "img", "object", "embed", "base", "form", "image", "use", "foreignObject"}, n.Data) {
				t.Errorf("%s: there is a <%s>", name, n.Data)
			}
			for key, value := range attr {
				if !slices.Contains(inert, key) {
					t.Errorf("%s: <%s> has %s=%q", name, n.Data, key, value)
				}
			}
			if n.Data == "a" {
				checkLink(t, name, attr)
			}
			if attr["http-equiv"] == "Content-Security-Policy" {
				policy = strings.HasPrefix(attr["content"], "default-src 'none'; style-src 'unsafe-inline'; img-src data:;")
			}
		})
		if !policy {
			t.Errorf("%s: no policy forbids what is not wanted", name)
		}
	}
	if strings.Contains(styleCSS, "@import") || strings.Contains(strings.ReplaceAll(styleCSS, "url(#", ""), "url(") {
		t.Error("the style sheet asks for another file")
	}
}

// checkLink allows places in the page, and reports on the web.
func checkLink(t *testing.T, name string, attr map[string]string) {
	t.Helper()
	href := attr["href"]
	switch {
	case strings.HasPrefix(href, "#"):
	case strings.HasPrefix(href, "http://"), strings.HasPrefix(href, "https://"):
		if attr["rel"] != "noopener noreferrer" {
			t.Errorf("%s: link to %s with rel=%q", name, href, attr["rel"])
		}
	default:
		t.Errorf("%s: link to %q", name, href)
	}
}

func TestLinksWithinThePageLeadSomewhere(t *testing.T) {
	for name, r := range cases() {
		ids, links := map[string]int{}, map[string]bool{}
		each(t, htmlOf(t, r), func(_ *html.Node, attr map[string]string) {
			if id := attr["id"]; id != "" {
				ids[id]++
			}
			if to, ok := strings.CutPrefix(attr["href"], "#"); ok {
				links[to] = true
			}
			for _, to := range strings.Fields(attr["aria-labelledby"] + " " + attr["aria-describedby"]) {
				links[to] = true
			}
		})
		for id, n := range ids {
			if n > 1 {
				t.Errorf("%s: %d elements have the id %q", name, n, id)
			}
		}
		for to := range links {
			if ids[to] == 0 {
				t.Errorf("%s: nothing has the id %q", name, to)
			}
		}
	}
}

func TestHeadingsAreInOrder(t *testing.T) {
	for name, r := range cases() {
		last := 0
		each(t, htmlOf(t, r), func(n *html.Node, _ map[string]string) {
			if len(n.Data) != 2 || n.Data[0] != 'h' || n.Data[1] < '1' || n.Data[1] > '6' {
				return
			}
			level := int(n.Data[1] - '0')
			if level > last+1 || level == 1 && last != 0 {
				t.Errorf("%s: a heading of level %d after one of level %d", name, level, last)
			}
			last = level
		})
		if last == 0 {
			t.Errorf("%s: no headings", name)
		}
	}
}

func TestEveryDrawingIsToldInWordsAndAsATable(t *testing.T) {
	page := htmlOf(t, cases()["medium"])
	for _, svg := range svgs(page) {
		if !strings.Contains(svg, `role="group" aria-labelledby="`) || !strings.Contains(svg, `<g aria-hidden="true">`) || !strings.Contains(svg, "</title>") || !strings.Contains(svg, "</desc>") {
			t.Errorf("a drawing without name or description: %.200s", svg)
		}
	}
	figures, tables := strings.Count(page, "<figure>"), strings.Count(page, "</figure>\n<details><summary>")
	if figures == 0 || tables != figures {
		t.Errorf("%d figures, %d of them followed by a table", figures, tables)
	}
}

func TestTextIsEscapedAndShortened(t *testing.T) {
	r := cases()["unusual"]
	page := htmlOf(t, r)
	for _, want := range []string{"&lt;script&gt;alert(&#39;no&#39;)&lt;/script&gt;", "&lt;b&gt;Bold&lt;/b&gt; &amp; عربي", `<span dir="auto">“دعت الحكومة`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	for name, text := range map[string]string{"page": page, "markdown": strings.ReplaceAll(markdownOf(t, r), `\<`, "")} {
		for _, bad := range []string{"\u202E", "\x1b", "\x00", "<script", "<img", "href=\"javascript", strings.Repeat("x", 301)} {
			if strings.Contains(text, bad) {
				t.Errorf("the %s has %q", name, bad)
			}
		}
	}
}

func TestTheSameReportGivesTheSameBytes(t *testing.T) {
	for name := range cases() {
		once, again := cases()[name], cases()[name]
		if htmlOf(t, once) != htmlOf(t, again) {
			t.Errorf("%s: two pages differ", name)
		}
		if markdownOf(t, once) != markdownOf(t, again) {
			t.Errorf("%s: two texts differ", name)
		}
	}
}

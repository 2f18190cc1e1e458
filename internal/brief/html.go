package brief

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
)

//go:embed report.html
var reportHTML string

//go:embed style.css
var styleCSS string

// tmpl is the page. It is never changed, and may be used by several goroutines.
var tmpl = template.Must(template.New("report").Funcs(template.FuncMap{
	"style":     func() template.CSS { return template.CSS(styleCSS) }, // our own file
	"between":   between,
	"thousands": thousands,
	"method":    func() []paragraph { return method },
	"sources":   func(n int) string { return count(n, "independent source") },
	"incidents": func(n int) string { return count(n, "more incident") },
	"left":      count,
	"empty":     func() string { return emptyWords },
	"more":      func(n int) string { return "and " + count(n, "more report") },
}).Parse(reportHTML))

// HTML writes a report as one HTML file that needs nothing beside it. An error is that of
// w, or that of the gazetteer that is built in.
func HTML(w io.Writer, r *Report) error {
	p, err := newPage(r, true)
	if err != nil {
		return fmt.Errorf("brief: %w", err)
	}
	return tmpl.Execute(w, p)
}

package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"parley"
	"parley/internal/lookout"
	"parley/internal/store"
	"parley/trend"
)

type trendsCmd struct {
	archiveFlag
	chooser
	Step  string `help:"day, week or month." enum:"day,week,month" default:"week"`
	Limit int    `help:"Without a subject: at most so many pairs; 0 for all." default:"10" short:"n"`
	Out   string `help:"Output: table, jsonl, csv, tsv, or auto (table on a terminal, else jsonl)." enum:"auto,table,jsonl,csv,tsv" default:"auto"`
}

// Help is shown with --help.
func (c *trendsCmd) Help() string {
	return `The subject is what --dyad, --country or --party name. Without one of them, the
pairs of sides are listed whose last step stands out most from their norms.
--from and --to are the first and the last day that is shown; the last is that of
the newest report when it is not given. Incidents are counted, each once however
many reports there are, and only what has been done unless --status says otherwise.`
}

// Run tells trends.
func (c *trendsCmd) Run(ctx context.Context, std *streams) error {
	limit, err := limited(c.Limit)
	if err != nil {
		return err
	}
	form := (&pager{Out: c.Out}).form(std)
	return c.looking(ctx, &c.chooser, func(s *store.Store, f store.Filter) error {
		cfg := trend.Config{From: parley.DayOf(f.From), To: parley.DayOf(f.To), Grain: trend.Grain(c.Step)}
		if len(f.Dyad)+len(f.Countries)+len(f.Parties) == 0 {
			return pairs(ctx, std, s, f, cfg, limit, form)
		}
		for i, side := range f.Dyad {
			if side.Sector == "GOV" { // "Pakistan" and its army act for the government too, as in dialogues
				f.Dyad[i] = store.Side{Country: side.Country, State: true}
			}
		}
		series, err := lookout.Series(ctx, s, f, cfg)
		if err != nil {
			return err
		}
		t := told{Subject: c.subject(), Series: series}
		if sides := strings.Split(c.Dyad, ","); len(sides) == 2 {
			t.A, t.B = strings.TrimSpace(sides[0]), strings.TrimSpace(sides[1])
		}
		t.Words = t.Series.Words(t.A, t.B)
		return t.write(std, form)
	})
}

// subject is what is asked for, in words.
func (c *trendsCmd) subject() string {
	var parts []string
	if c.Dyad != "" {
		parts = append(parts, strings.ReplaceAll(c.Dyad, ",", " – "))
	}
	parts = slices.Concat(parts, c.Party, c.Country)
	if len(c.Type) > 0 {
		parts = append(parts, strings.Join(upper(c.Type), ", "))
	}
	return oneLine(strings.Join(parts, " · "))
}

// told is a trend with its words.
type told struct {
	Subject string `json:"subject"`
	A       string `json:"side_a,omitempty"`
	B       string `json:"side_b,omitempty"`
	trend.Series
	Words []string `json:"words"`
}

func (t *told) write(std *streams, form string) error {
	switch form {
	case "jsonl":
		return printJSON(std, t)
	case "table":
		out := bufio.NewWriter(std.out)
		t.table(out, std.colour)
		return out.Flush()
	}
	out := bufio.NewWriter(std.out)
	return finish(out, writeCells(out, form, stepColumns, t.Steps, stepRow))
}

// barWidth is how many characters the longest bar has.
const barWidth = 20

// table prints a line for every step, then what stands out in words.
func (t *told) table(out *bufio.Writer, colour bool) {
	if len(t.Steps) == 0 {
		fmt.Fprintln(out, "no reports")
		return
	}
	fmt.Fprintf(out, "%s, by %s\n", bold(colour, t.Subject), t.Grain)
	fmt.Fprintf(out, "%-10s %9s  %-13s %-13s %s\n", "from", "incidents", "cooperation", "conflict", "scores")
	fmt.Fprintf(out, "%-10s %9s  %6s %6s %6s %6s %8s %8s\n", "", "", "words", "deeds", "words", "deeds", "above 0", "below 0")
	most := 0
	for i := range t.Steps {
		most = max(most, t.Steps[i].Incidents)
	}
	for i := range t.Steps {
		b := &t.Steps[i]
		fmt.Fprintln(out, strings.TrimRight(fmt.Sprintf("%-10s %9d  %6d %6d %6d %6d %8.1f %8.1f  %s %s", b.From, b.Incidents,
			b.Quads.VerbalCooperation, b.Quads.MaterialCooperation, b.Quads.VerbalConflict, b.Quads.MaterialConflict,
			b.Cooperation, b.Conflict, bar(b.Incidents, most, barWidth), mark(b)), " "))
	}
	fmt.Fprintln(out)
	for _, sentence := range t.Words {
		fmt.Fprintln(out, sentence)
	}
}

// eighths are the parts of a character that a bar ends with.
var eighths = []string{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"}

// bar is a bar for n of most, padded to a width.
func bar(n, most, width int) string {
	if most == 0 {
		return strings.Repeat(" ", width)
	}
	parts := int(math.Round(float64(n) / float64(most) * float64(8*width)))
	if n > 0 {
		parts = max(parts, 1)
	}
	b := strings.Repeat("█", parts/8) + eighths[parts%8]
	return b + strings.Repeat(" ", width-utf8.RuneCountInString(b))
}

// mark says what is to be known of a step.
func mark(b *trend.Step) string {
	switch {
	case b.Gap:
		return "gap: hardly any report"
	case b.NewSource:
		return string(b.Level) + ", by new sources"
	case b.Level == trend.Usual || b.Level == trend.TooLittle:
		return ""
	}
	return string(b.Level)
}

var stepColumns = []string{
	"from", "to", "incidents", "reports", "single_source", "verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict",
	"cooperation", "conflict", "balance", "level", "new_source", "gap", "recent_mean", "recent_chance", "year_mean", "year_chance", "archive_reports",
}

func stepRow(b *trend.Step) []string {
	number := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	norm := func(n *trend.Norm) (mean, chance string) {
		if n == nil || n.Steps == 0 {
			return "", ""
		}
		return strconv.FormatFloat(n.Mean, 'f', 2, 64), number(n.Chance)
	}
	mean4, chance4 := norm(b.Recent)
	mean52, chance52 := norm(b.Year)
	return []string{
		b.From.String(), b.To.String(), strconv.Itoa(b.Incidents), strconv.Itoa(b.Reports), strconv.Itoa(b.Single),
		strconv.Itoa(b.Quads.VerbalCooperation), strconv.Itoa(b.Quads.MaterialCooperation), strconv.Itoa(b.Quads.VerbalConflict), strconv.Itoa(b.Quads.MaterialConflict),
		number(b.Cooperation), number(b.Conflict), number(b.Balance), string(b.Level), strconv.FormatBool(b.NewSource), strconv.FormatBool(b.Gap),
		mean4, chance4, mean52, chance52, strconv.Itoa(b.Coverage),
	}
}

// pairLine is a pair of sides of a list.
type pairLine struct {
	Dyad string `json:"dyad"` // as --dyad takes it
	trend.Step
}

var pairColumns = append([]string{"dyad"}, stepColumns...)

func pairRow(p *pairLine) []string { return append([]string{p.Dyad}, stepRow(&p.Step)...) }

// pairs lists the pairs of sides that stand out.
func pairs(ctx context.Context, std *streams, s *store.Store, f store.Filter, cfg trend.Config, limit int, form string) error {
	list, cfg, err := lookout.Unusual(ctx, s, f, cfg, limit)
	if err != nil {
		return err
	}
	lines := make([]pairLine, len(list))
	for i, p := range list {
		lines[i] = pairLine{p.A.String() + "," + p.B.String(), p.Step}
	}
	if form != "table" {
		return writeList(std, form, pairColumns, lines, pairRow)
	}
	if len(lines) == 0 {
		fmt.Fprintln(std.out, "no two sides have incidents enough to tell what is usual")
		return nil
	}
	fmt.Fprintf(std.out, "The %s to %s beside the norm of each pair:\n", cfg.Grain, cfg.To)
	columns := []string{"dyad", "incidents", "4 weeks before", "52 weeks before", "once in", "level"}
	return writeList(std, form, columns, lines, func(p *pairLine) []string {
		return []string{
			p.Dyad, strconv.Itoa(p.Incidents), meanOf(p.Recent), meanOf(p.Year),
			fmt.Sprintf("%.0f %ss", 1/max(p.Norm().Chance, 1e-6), cfg.Grain), cmp.Or(mark(&p.Step), string(p.Level)),
		}
	})
}

// meanOf is the mean of a norm, as a list has it.
func meanOf(n *trend.Norm) string {
	if n == nil || n.Steps == 0 {
		return ""
	}
	return trend.Number(n.Mean)
}

// Bench measures Parley's budgets and prints them beside what they are held to:
//
//	go run ./internal/bench -parley ./parley [-corpus 'samples/*.txt']
//
// Speeds are those of this process over the corpus, read again and again for
// some seconds; start-up, memory and size are those of the given program.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"parley"
	"parley/coder"
	"parley/nlp"
	"parley/pipeline"
	"parley/place"
)

func main() {
	program := flag.String("parley", "./parley", "the program to start")
	corpus := flag.String("corpus", "samples/*.txt", "texts to read")
	events := flag.Int("events", 1_000_000, "events in the archive that is measured; 0 leaves it out")
	only := flag.Bool("archive", false, "measure the archive alone")
	seconds := flag.Duration("for", 3*time.Second, "how long to measure each speed")
	flag.Parse()
	err := error(nil)
	if !*only {
		err = run(*program, *corpus, *seconds)
	}
	if err == nil && *events > 0 {
		err = archiveFigures(*events)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(program, corpus string, length time.Duration) error {
	docs, err := load(corpus)
	if err != nil {
		return err
	}
	fmt.Printf("%s %s/%s, %d cores, %d texts of %s\n\n", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), len(docs), corpus)
	fmt.Printf("%-64s %14s   %s\n", "what", "measured", "budget")
	for _, size := range []nlp.Size{nlp.Accurate, nlp.Fast} {
		if err := speeds(size, docs, length); err != nil {
			return err
		}
	}
	if err := gazetteerFigures("place/data/gazetteer.bin"); err != nil {
		return err
	}
	return programFigures(program, docs)
}

// gazetteerFigures opens a gazetteer as the program does at its start.
func gazetteerFigures(file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	text, times := string(data), []time.Duration(nil)
	for range 11 {
		start := time.Now()
		if _, err := place.Open(text); err != nil {
			return err
		}
		times = append(times, time.Since(start))
	}
	row("gazetteer: open, ms", fmt.Sprintf("%.1f", float64(median(times).Microseconds())/1000), "≤ 50")
	row("gazetteer: file, MB", fmt.Sprintf("%.1f", float64(len(text))/1e6), "≤ 16")
	return nil
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}

func load(pattern string) ([]parley.Document, error) {
	names, err := filepath.Glob(pattern)
	if err != nil {
		return nil, err
	}
	var docs []parley.Document
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		docs = append(docs, parley.Document{ID: name, Text: string(text), Published: time.Date(2024, 3, 10, 0, 0, 0, 0, time.UTC)})
	}
	if len(docs) == 0 {
		return nil, fmt.Errorf("no text matches %q", pattern)
	}
	return docs, nil
}

func row(what, measured, budget string) { fmt.Printf("%-64s %14s   %s\n", what, measured, budget) }

// speeds measures one model on one core and on all.
func speeds(size nlp.Size, docs []parley.Document, length time.Duration) error {
	p, err := pipeline.Open(pipeline.Config{Size: size})
	if err != nil {
		return err
	}
	events, words := "≥ 1,500 (2 cores)", "≥ 15,000"
	if size == nlp.Fast {
		events, words = "≥ 5,000 (2 cores)", "≥ 45,000"
	}
	row(fmt.Sprintf("%s: tag and parse, words/s a core", size), number(parseSpeed(p, docs, length)), words)
	one, allocs := eventSpeed(p, docs, 1, length)
	row(fmt.Sprintf("%s: raw text to events, sentences/s a core", size), number(one), "")
	all, _ := eventSpeed(p, docs, runtime.GOMAXPROCS(0), length)
	row(fmt.Sprintf("%s: raw text to events, sentences/s", size), number(all), events)
	row(fmt.Sprintf("%s: allocations a word", size), fmt.Sprintf("%.2f", allocs), "")
	row(fmt.Sprintf("%s: times and places, share of the time", size), fmt.Sprintf("%.0f%%", 100*findShare(p, docs, length)), "≤ 25%")
	return nil
}

// parseSpeed runs the parser alone over given tokens.
func parseSpeed(p *pipeline.Pipeline, docs []parley.Document, length time.Duration) float64 {
	var sents []nlp.Sentence
	words := 0
	for i := range docs {
		sents = append(sents, nlp.Segment(docs[i].Text, nil)...)
	}
	for i := range sents {
		words += len(sents[i].Tokens)
	}
	scratch := p.Parser.NewScratch()
	rounds, start := 0, time.Now()
	for time.Since(start) < length {
		for i := range sents {
			p.Parser.Parse(&sents[i], scratch)
		}
		rounds++
	}
	return float64(rounds*words) / time.Since(start).Seconds()
}

// findShare is the share of the time from raw text to events that times and places
// take: to find them, and to say which belong to what event.
func findShare(p *pipeline.Pipeline, docs []parley.Document, length time.Duration) float64 {
	var with, without time.Duration
	w := p.Worker()
	for start := time.Now(); time.Since(start) < length; {
		for i := range docs {
			t := time.Now()
			p.Coder.Code(&docs[i], w.Parse(docs[i].Text), coder.Found{})
			without += time.Since(t)
			t = time.Now()
			sents := w.Parse(docs[i].Text)
			p.Coder.Code(&docs[i], sents, p.Find(&docs[i], sents))
			with += time.Since(t)
		}
	}
	return float64(with-without) / float64(with)
}

// eventSpeed reads the texts with a number of goroutines; it returns sentences
// a second, and allocations a word.
func eventSpeed(p *pipeline.Pipeline, docs []parley.Document, workers int, length time.Duration) (speed, allocs float64) {
	type count struct{ sents, words int }
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	total := make(chan count)
	start := time.Now()
	for range workers {
		go func() {
			w, n := p.Worker(), count{}
			for time.Since(start) < length {
				for i := range docs {
					sents := w.Parse(docs[i].Text)
					p.Coder.Code(&docs[i], sents, p.Find(&docs[i], sents))
					n.sents += len(sents)
					for k := range sents {
						n.words += len(sents[k].Tokens)
					}
				}
			}
			total <- n
		}()
	}
	var sum count
	for range workers {
		n := <-total
		sum.sents += n.sents
		sum.words += n.words
	}
	spent := time.Since(start).Seconds()
	runtime.ReadMemStats(&after)
	return float64(sum.sents) / spent, float64(after.Mallocs-before.Mallocs) / float64(max(sum.words, 1))
}

// programFigures starts the program: how long until it has coded one short
// text, and how much memory it holds while it reads many.
func programFigures(program string, docs []parley.Document) error {
	info, err := os.Stat(program)
	if err != nil {
		return fmt.Errorf("no program to start (build it first): %w", err)
	}
	var times []time.Duration
	for range 11 {
		start := time.Now()
		if _, err := launch(program, "Turkey urged the rebels to stop the attacks."); err != nil {
			return err
		}
		times = append(times, time.Since(start))
	}
	row("start-up: one sentence to its event, ms", fmt.Sprintf("%d", median(times).Milliseconds()), "≤ 200")
	var many strings.Builder
	for range 600 {
		for i := range docs {
			fmt.Fprintf(&many, "{\"text\":%q}\n", docs[i].Text)
		}
	}
	resident, err := launch(program, many.String())
	if err != nil {
		return err
	}
	row(fmt.Sprintf("resident memory after %s documents, MB", number(float64(600*len(docs)))), fmt.Sprintf("%d", resident>>20), "≤ 400")
	row("program on disk, MB", fmt.Sprintf("%d", info.Size()>>20), "≤ 80")
	return nil
}

// launch codes input with the program and returns its peak resident memory in bytes.
func launch(program, input string) (int64, error) {
	cmd := exec.Command(program, "code", "--quiet", "--out", "jsonl", "-")
	cmd.Stdin = strings.NewReader(input)
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return 0, fmt.Errorf("%s: %w", program, err)
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0, nil
	}
	return usage.Maxrss << 10, nil // kilobytes on Linux
}

// number writes thousands apart.
func number(x float64) string {
	s := fmt.Sprintf("%.0f", x)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

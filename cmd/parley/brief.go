package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"parley/dialogue"
	"parley/internal/brief"
	"parley/internal/gather"
	"parley/internal/store"
)

type briefCmd struct {
	archiveFlag
	Dialogue string `arg:"" optional:"" help:"ID of the dialogue, or two of its parties: \"Pakistan,TTP\"."`
	Dyad     string `help:"All dialogues of two parties: \"Pakistan,TTP\"." placeholder:"A,B"`
	Country  string `help:"All dialogues with a party of this country: a name or a code." placeholder:"NAME"`
	Party    string `help:"All dialogues of a party: a country, COUNTRY:SECTOR, or a name." placeholder:"NAME"`
	From     string `help:"First day." placeholder:"DAY"`
	To       string `help:"Last day; the day of the archive's newest report if not given." placeholder:"DAY"`
	Out      string `help:"Output: html, one file with drawings that needs no network, or md; auto goes by the name of the file, else md." enum:"auto,html,md" default:"auto"`
	File     string `help:"Write to this file instead of standard output." short:"o" placeholder:"FILE"`
}

// Help is shown with --help.
func (c *briefCmd) Help() string {
	return `Without a subject the brief is about the whole archive: the dialogues that anything
happened to in the four weeks up to the newest report, at most ten. A brief on one
dialogue tells its whole history, at most two years of it. Every claim has the
sentences that it was read from. Names of private persons are
left out as far as they are recognised, as in public exports.`
}

// Run writes a brief.
func (c *briefCmd) Run(ctx context.Context, std *streams) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	if err := folderRefused("-o", c.File); c.File != "" && err != nil {
		return err
	}
	return c.looking(ctx, &chooser{}, func(s *store.Store, _ store.Filter) error {
		if c.Dialogue != "" {
			if cfg.Dialogue, err = dialogueNamed(ctx, s, c.Dialogue); err != nil {
				return err
			}
		}
		report, err := gather.Report(ctx, s, cfg)
		if err != nil {
			return misuse(err)
		}
		write := func(w io.Writer) error { return c.write(w, report) }
		if c.File == "" {
			return write(std.out)
		}
		return toFile(c.File, write)
	})
}

// write writes a report in the form that was asked for.
func (c *briefCmd) write(w io.Writer, report *brief.Report) error {
	name := strings.ToLower(c.File)
	if c.Out == "html" || c.Out == "auto" && (strings.HasSuffix(name, ".html") || strings.HasSuffix(name, ".htm")) {
		return brief.HTML(w, report)
	}
	return brief.Markdown(w, report)
}

// config makes of the flags what the brief is about.
func (c *briefCmd) config() (cfg gather.Config, err error) {
	cfg = gather.Config{Program: coderName()}
	if cfg.From, err = dayFlag("--from", c.From); err != nil {
		return cfg, err
	}
	if cfg.To, err = dayFlag("--to", c.To); err != nil {
		return cfg, err
	}
	if cfg.From != 0 && cfg.To != 0 && cfg.From > cfg.To {
		return cfg, usageError(fmt.Sprintf("--from %s is after --to %s", c.From, c.To))
	}
	given := 0
	for _, v := range []string{c.Dialogue, c.Dyad, c.Country, c.Party} {
		if v != "" {
			given++
		}
	}
	switch {
	case given > 1:
		return cfg, usageError("name one subject: a dialogue, --dyad, --country or --party")
	case given == 0:
		cfg.Whole, cfg.Subject, cfg.Title = true, "the whole archive", "Talks, truces and violence"
		return cfg, nil
	case c.Dialogue != "":
		return cfg, nil
	}
	return cfg, c.subject(&cfg)
}

// subject looks up what --dyad, --country or --party name.
func (c *briefCmd) subject(cfg *gather.Config) error {
	list := dialoguesListCmd{Dyad: c.Dyad, Sort: "weight"}
	if c.Country != "" {
		list.Country = []string{c.Country}
	}
	if c.Party != "" {
		list.Party = []string{c.Party}
	}
	f, err := subjectFilter(c.Dyad, c.Country, c.Party)
	if err != nil {
		return err
	}
	d, err := list.filter()
	if err != nil {
		return err
	}
	cfg.Filter, cfg.Dialogues = f, d
	cfg.Title = titled(c.Dyad, c.Country, c.Party)
	cfg.Subject = cfg.Title
	return nil
}

// titled is a subject as it was named: "Pakistan – TTP".
func titled(names ...string) string {
	book, err := dialogue.Open()
	for _, name := range names {
		if name == "" {
			continue
		}
		sides := strings.Split(name, ",")
		for i := range sides {
			sides[i] = strings.TrimSpace(sides[i])
			if err == nil {
				sides[i] = fullName(book, sides[i])
			}
		}
		return strings.Join(sides, " – ")
	}
	return ""
}

// fullName is the name of somebody, or what was given.
func fullName(book *dialogue.Book, name string) string {
	if code, ok := countryCode(book.Lexicon(), name); ok {
		return book.Lexicon().CountryName(code)
	}
	if s, ok := book.Speaker(name, "", 0); ok {
		return s.Name
	}
	return name
}

package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"parley"
	"parley/internal/store"
	"parley/lexicon"
	"parley/ontology"
)

// misuse makes a wrong use of the command of what the store calls invalid.
func misuse(err error) error {
	if errors.Is(err, parley.ErrInvalid) {
		return usageError(err.Error())
	}
	return err
}

// noTime asks for the present.
var noTime time.Time

type correctCmd struct {
	archiveFlag
	Event  string   `arg:"" help:"ID of the event."`
	Set    []string `arg:"" help:"What to set: field=value. Fields: type, modes, cameo, status, date, until, place, place.country, place.admin1, actor, actor.country, actor.sector, recipient, recipient.country, recipient.sector, review." sep:"none"`
	Reason string   `help:"Why, for the record." required:""`
}

// Run sets fields of an event right.
func (c *correctCmd) Run(ctx context.Context, std *streams) error {
	fields, err := c.fields()
	if err != nil {
		return err
	}
	return c.writing(ctx, std, "correct", func(s *store.Store) error {
		if err := c.modes(ctx, std, s, fields); err != nil {
			return err
		}
		if err := s.Correct(ctx, c.Event, fields, c.Reason); err != nil {
			return misuse(err)
		}
		now, _, err := s.Event(ctx, c.Event)
		if err == nil && now != nil {
			fmt.Fprintf(std.err, "parley: event %s is now: %s\n", c.Event, gist(&now.Event))
			err = tellUndo(ctx, std, s, c.Event)
		}
		return err
	})
}

// tellUndo tells the number of the latest correction of an event and how it is taken back.
func tellUndo(ctx context.Context, std *streams, s *store.Store, event string) error {
	list, err := s.Corrections(ctx, event)
	if err == nil && len(list) > 0 {
		n := list[len(list)-1].Number
		fmt.Fprintf(std.err, "parley: this is correction %d; \"parley incidents undo %d\" takes it back\n", n, n)
	}
	return err
}

// fields reads what is to be set and refuses what no event can have.
func (c *correctCmd) fields() (map[string]string, error) {
	if strings.TrimSpace(c.Reason) == "" {
		return nil, usageError("--reason is empty: say why, for the record")
	}
	fields := map[string]string{}
	for _, set := range c.Set {
		field, value, ok := strings.Cut(set, "=")
		field, value = strings.ToLower(strings.TrimSpace(field)), strings.TrimSpace(value)
		switch _, twice := fields[field]; {
		case !ok:
			return nil, usageError(fmt.Sprintf("%q: want field=value", set))
		case !slices.Contains(store.Fields, field):
			return nil, usageError(fmt.Sprintf("field %q: want one of %s", field, strings.Join(store.Fields, ", ")))
		case twice:
			return nil, usageError(fmt.Sprintf("field %q is set twice", field))
		}
		value, err := fieldValue(field, value)
		if err != nil {
			return nil, err
		}
		fields[field] = value
	}
	return fields, nil
}

// fieldValue is a value as the archive writes it; an error if the field cannot have it.
// Days and CAMEO codes are for the store to judge, modes for [correctCmd.modes].
func fieldValue(field, value string) (string, error) {
	var may []string
	_, part, _ := strings.Cut(field, ".")
	switch {
	case part == "country" && value != "":
		lex, err := lexicon.Load()
		if err != nil {
			return "", err
		}
		code, ok := countryCode(lex, value)
		if !ok {
			return "", usageError(fmt.Sprintf("%s %q: no such country", field, value))
		}
		return code, nil
	case part == "sector" && value != "":
		value, may = strings.ToUpper(value), sectors
	case field == "type":
		value = strings.ToUpper(value)
		for _, t := range ontology.Default().Types() {
			may = append(may, string(t))
		}
	case field == "modes":
		return strings.ToLower(value), nil
	case field == "status":
		value, may = strings.ToLower(value), statuses()
	case field == "review":
		value, may = strings.ToLower(value), store.Reviews
	default:
		return value, nil
	}
	list := choice{field, []string{value}, may}
	return value, list.check()
}

// modes holds the modes against the type, each as it is set or as the event has it.
// Modes that the event had, and that a new type does not have, fall away; that is told.
func (c *correctCmd) modes(ctx context.Context, std *streams, s *store.Store, fields map[string]string) error {
	set, asked := fields["modes"]
	typ, retyped := fields["type"]
	if !asked && !retyped {
		return nil
	}
	now, _, err := s.Event(ctx, c.Event)
	if err != nil || now == nil {
		return err // that it is not there is for the correction to say
	}
	if !retyped {
		typ = now.Event.Type
	}
	may := ontology.Default().Modes(ontology.Type(typ))
	if asked {
		list := choice{"modes of " + typ, strings.FieldsFunc(set, func(r rune) bool { return r == ',' || r == ' ' }), may}
		return list.check()
	}
	dropped := slices.DeleteFunc(slices.Clone(now.Event.Modes), func(m string) bool { return slices.Contains(may, m) })
	if len(dropped) > 0 {
		fmt.Fprintf(std.err, "parley: %s does not have the modes %s: they are dropped\n", typ, strings.Join(dropped, ", "))
	}
	return nil
}

type incidentsSplitCmd struct {
	archiveFlag
	ID     string   `arg:"" help:"ID of the incident."`
	Events []string `arg:"" help:"IDs of the events to take out."`
	Reason string   `help:"Why, for the record."`
}

// Run takes events out of an incident.
func (c *incidentsSplitCmd) Run(ctx context.Context, std *streams) error {
	if err := once("event", c.Events); err != nil {
		return err
	}
	return c.writing(ctx, std, "split", func(s *store.Store) error {
		before, err := s.Incident(ctx, c.ID, noTime)
		if err != nil {
			return err
		}
		if err := s.SplitIncident(ctx, c.ID, c.Events, c.Reason); err != nil {
			return misuse(err)
		}
		if err := tellIncidents(ctx, std, s, "incident "+before.ID+" is split", eventsOf(&before)); err != nil {
			return err
		}
		return tellUndo(ctx, std, s, c.Events[0])
	})
}

type incidentsMergeCmd struct {
	archiveFlag
	IDs    []string `arg:"" help:"IDs of the incidents."`
	Reason string   `help:"Why, for the record."`
}

// Run makes several incidents one.
func (c *incidentsMergeCmd) Run(ctx context.Context, std *streams) error {
	if len(c.IDs) < 2 {
		return usageError("merge: name two incidents or more")
	}
	if err := once("incident", c.IDs); err != nil {
		return err
	}
	return c.writing(ctx, std, "merge", func(s *store.Store) error {
		var ids, events []string
		for _, id := range c.IDs {
			in, err := s.Incident(ctx, id, noTime)
			if err != nil {
				return err
			}
			if slices.Contains(ids, in.ID) {
				return usageError(fmt.Sprintf("merge: %s is incident %s, which is named already", id, in.ID))
			}
			ids, events = append(ids, in.ID), append(events, eventsOf(&in)...)
		}
		if err := s.MergeIncidents(ctx, c.IDs, c.Reason); err != nil {
			return misuse(err)
		}
		if err := tellIncidents(ctx, std, s, "incidents "+strings.Join(ids, " and ")+" are merged", events); err != nil {
			return err
		}
		return tellUndo(ctx, std, s, events[0])
	})
}

// once refuses the same ID twice.
func once(what string, ids []string) error {
	for i, id := range ids {
		if slices.Contains(ids[:i], id) {
			return usageError(fmt.Sprintf("%s %s is named twice", what, id))
		}
	}
	return nil
}

func eventsOf(in *parley.Incident) []string {
	var ids []string
	for _, r := range in.Reports {
		ids = append(ids, r.Event)
	}
	return ids
}

// tellIncidents tells what was done and which incidents some events are in now.
func tellIncidents(ctx context.Context, std *streams, s *store.Store, done string, events []string) error {
	var now []string
	told := map[string]bool{}
	for _, event := range events {
		in, err := s.Incident(ctx, event, noTime)
		if errors.Is(err, parley.ErrNotFound) {
			continue // it is gone since the correction was made
		}
		if err != nil {
			return err
		}
		if !told[in.ID] {
			told[in.ID] = true
			now = append(now, fmt.Sprintf("%s (%s)", in.ID, count(len(in.Reports), "report")))
		}
	}
	if len(now) > 0 {
		done += ": now " + strings.Join(now, ", ")
	}
	fmt.Fprintf(std.err, "parley: %s\n", done)
	return nil
}

type incidentsUndoCmd struct {
	archiveFlag
	Correction int64 `arg:"" help:"Number of the correction, as \"parley show\" tells it."`
}

// Run takes a correction back.
func (c *incidentsUndoCmd) Run(ctx context.Context, std *streams) error {
	return c.writing(ctx, std, "undo", func(s *store.Store) error {
		if err := s.Undo(ctx, c.Correction); err != nil {
			return err
		}
		all, err := s.Corrections(ctx, "")
		if err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(k store.Correction) bool { return k.Number == c.Correction })
		if at < 0 {
			return nil
		}
		kind := map[string]string{"join": "merge of dialogues", "part": "split of a dialogue"}[all[at].Kind]
		if kind != "" {
			fmt.Fprintf(std.err, "parley: correction %d, a %s, is taken back\n", c.Correction, kind)
			return nil
		}
		done := fmt.Sprintf("correction %d, a %s, is taken back", c.Correction, all[at].Kind)
		if all[at].Kind != "event" {
			return tellIncidents(ctx, std, s, done, slices.Concat(all[at].A, all[at].B))
		}
		fmt.Fprintf(std.err, "parley: correction %d is taken back\n", c.Correction)
		now, _, err := s.Event(ctx, all[at].Event)
		if err == nil && now != nil {
			fmt.Fprintf(std.err, "parley: event %s is now: %s\n", all[at].Event, gist(&now.Event))
		}
		return err
	})
}

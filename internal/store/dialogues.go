package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"parley"
	"parley/dialogue"
)

// DialogueFilter chooses dialogues. Values of one field are alternatives; of different
// fields all must hold.
type DialogueFilter struct {
	Parties   []string // keys: entries of the lexicon, COUNTRY:SECTOR; a dialogue has one of them among its parties
	All       []string // keys that must all be among its parties
	Thirds    []string // keys of third parties
	Countries []string // of a party
	States    []string
	Text      string     // part of the name
	Least     int        // least number of moves
	AsOf      parley.Day // as it stood at the end of this day; 0 for the archive's last
	Sort      string     // one of DialogueOrders
}

// DialogueOrders are the orders of a list of dialogues: by how much is told of talks
// (the default), by last move, by since when the state lasts, by open asks, by name.
var DialogueOrders = []string{"weight", "last", "since", "asks", "name"}

// DialogueLine is what a list tells of a dialogue.
type DialogueLine struct {
	ID, Name, Matter string
	Parties, Thirds  []string // keys
	Countries        []string
	State, Stage     parley.State
	Since            parley.Day
	First, Last      parley.Day // moves
	Contact          parley.Day // last contact
	Usual            float64    // median of days between contacts; 0 when not known
	Calls, Rounds    int
	Agreements       int
	Ceasefires       int
	Violations       int
	OpenAsks         int
	Sources          int
	Moves            int
	Weight           float64
	AsOf             parley.Day
	Changed          time.Time // when the archive last changed it
}

// Line counts what a list tells of a dialogue.
func Line(d *parley.Dialogue) DialogueLine {
	l := DialogueLine{
		ID: d.ID, Name: d.Name, Matter: d.Matter, Parties: keysOf(d.Parties), Thirds: keysOf(d.Thirds), Countries: countriesOf(d), State: d.State, Stage: d.Stage, Since: d.Since,
		Contact: d.Contact.Last, Usual: d.Contact.Usual, Ceasefires: len(d.Truces), Sources: d.Sources, Moves: len(d.Moves), AsOf: d.AsOf,
	}
	for i := range d.Moves {
		m := &d.Moves[i]
		if l.First == 0 {
			l.First = m.Day
		}
		l.Last = max(l.Last, min(m.Day, d.AsOf))
		l.Weight += dialogue.Weight(m)
		switch m.Kind {
		case parley.MoveCall, parley.MoveOffer:
			if m.About != parley.AboutOther {
				l.Calls++
			}
		case parley.MoveMeet, parley.MoveRound, parley.MoveResume:
			l.Rounds++
		case parley.MoveAgree, parley.MoveSign:
			l.Agreements++
		case parley.MoveViolate:
			l.Violations++
		}
	}
	if l.Ceasefires == 0 && !fought(d) { // governments that are on speaking terms have much to say to each other
		l.Weight /= 4
	}
	for i := range d.Asks {
		if d.Asks[i].Answer == parley.AnswerOpen && d.Asks[i].For != parley.AboutOther {
			l.OpenAsks++
		}
	}
	return l
}

// fought reports whether violence is much of what the parties have with each other, or
// one of them is no government.
func fought(d *parley.Dialogue) bool {
	attacks := 0
	for i := range d.Moves {
		if m := &d.Moves[i]; m.Kind == parley.MoveAttack && len(m.Recipients) > 0 {
			attacks++
		}
	}
	return attacks > 2 && attacks*10 >= len(d.Moves) ||
		slices.ContainsFunc(d.Parties, func(p parley.Participant) bool { return p.Sector == "REB" || p.Sector == "PRM" })
}

func keysOf(people []parley.Participant) (keys []string) {
	for i := range people {
		if !slices.Contains(keys, people[i].Key) {
			keys = append(keys, people[i].Key)
		}
	}
	return keys
}

func countriesOf(d *parley.Dialogue) (codes []string) {
	for i := range d.Parties {
		if c := d.Parties[i].Country; c != "" && !slices.Contains(codes, c) {
			codes = append(codes, c)
		}
	}
	return codes
}

// matches reports whether a filter chooses a dialogue.
func (f *DialogueFilter) matches(l *DialogueLine) bool {
	some := func(want, have []string) bool {
		return len(want) == 0 || slices.ContainsFunc(want, func(v string) bool { return slices.Contains(have, v) })
	}
	return some(f.Parties, l.Parties) && some(f.Thirds, l.Thirds) && some(f.Countries, l.Countries) && some(f.States, []string{string(l.State)}) &&
		!slices.ContainsFunc(f.All, func(v string) bool { return !slices.Contains(l.Parties, v) }) &&
		strings.Contains(strings.ToLower(l.Name), strings.ToLower(f.Text)) && l.Moves >= f.Least
}

// Dialogues returns a page of the dialogues that a filter chooses, and how many it
// chooses in all. As of a past day all of them are built for that day, which takes longer.
func (s *Store) Dialogues(ctx context.Context, f DialogueFilter, limit, offset int) (lines []DialogueLine, total int, err error) {
	if f.Sort == "" {
		f.Sort = DialogueOrders[0]
	}
	if !slices.Contains(DialogueOrders, f.Sort) {
		return nil, 0, fmt.Errorf("sort %q: %w: want one of %s", f.Sort, parley.ErrInvalid, strings.Join(DialogueOrders, ", "))
	}
	q := reader{s, ctx}
	today, err := s.horizon(q)
	if err == nil && (f.AsOf == 0 || f.AsOf == today) {
		lines, total, err = f.now(q, today, limit, offset)
	} else if err == nil {
		lines, total, err = s.then(q, &f, limit, offset)
	}
	return lines, total, s.dialect.Explain(err)
}

// DialoguesAt returns every dialogue as it stood at the end of a day, without the
// reports behind the moves, in the order of their IDs.
func (s *Store) DialoguesAt(ctx context.Context, asOf parley.Day) ([]parley.Dialogue, error) {
	var out []parley.Dialogue
	err := s.each(reader{s, ctx}, asOf, func(d *parley.Dialogue) { out = append(out, *d) })
	slices.SortFunc(out, func(a, b parley.Dialogue) int { return cmp.Compare(a.ID, b.ID) })
	return out, s.dialect.Explain(err)
}

// each builds every dialogue for a day.
func (s *Store) each(q querier, asOf parley.Day, found func(*parley.Dialogue)) error {
	var numbers []int64
	rows, err := q.query("select seq from arenas order by seq")
	if err := each(rows, err, scanInto(&numbers)); err != nil {
		return err
	}
	seen := map[string]bool{} // what is joined by hand is built in two parts of the list
	for part := range slices.Chunk(numbers, rebuiltAtOnce) {
		sites, err := s.sites(q, part)
		if err != nil {
			return err
		}
		if err := buildAll(sites, asOf); err != nil {
			return err
		}
		for _, site := range sites {
			for i := range site.found {
				if d := &site.found[i]; !seen[d.ID] {
					seen[d.ID] = true
					found(d)
				}
			}
		}
	}
	return nil
}

// then lists dialogues as they stood on a day, built for it.
func (s *Store) then(q querier, f *DialogueFilter, limit, offset int) (lines []DialogueLine, total int, err error) {
	err = s.each(q, f.AsOf, func(d *parley.Dialogue) {
		if l := Line(d); f.matches(&l) {
			lines = append(lines, l)
		}
	})
	if err != nil {
		return nil, 0, err
	}
	slices.SortFunc(lines, f.order)
	total = len(lines)
	lines = lines[min(offset, total):]
	if limit >= 0 {
		lines = lines[:min(limit, len(lines))]
	}
	return lines, total, nil
}

// order sorts lines as the filter asks.
func (f *DialogueFilter) order(a, b DialogueLine) int {
	by := 0
	switch f.Sort {
	case "weight":
		by = cmp.Compare(b.Weight, a.Weight)
	case "last":
		by = cmp.Compare(b.Last, a.Last)
	case "since":
		by = cmp.Compare(b.Since, a.Since)
	case "asks":
		by = cmp.Compare(b.OpenAsks, a.OpenAsks)
	case "name":
		by = cmp.Compare(a.Name, b.Name)
	}
	return cmp.Or(by, cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.ID, b.ID))
}

// now lists dialogues as the archive keeps them.
func (f *DialogueFilter) now(q querier, today parley.Day, limit, offset int) (lines []DialogueLine, total int, err error) {
	where, args := f.conditions()
	if _, err := one(q, []any{&total}, "select count(*) from dialogues"+where, args...); err != nil {
		return nil, 0, err
	}
	order := map[string]string{"weight": "weight desc", "last": "last desc, weight desc", "since": "since desc, weight desc", "asks": "open desc, weight desc", "name": "name, weight desc"}[f.Sort]
	if limit < 0 {
		limit = total
	}
	rows, err := q.query("select d.id, d.name, d.matter, d.parties, d.thirds, d.countries, d.state, d.stage, d.since, d.first, d.last, d.contact, d.usual, d.calls, d.rounds, "+
		"d.agreements, d.ceasefires, d.violations, d.open, d.sources, d.moves, d.weight, d.changed "+
		"from (select id as chosen from dialogues"+where+" order by "+order+", id limit ? offset ?) c join dialogues d on d.id = c.chosen "+
		"order by "+order+", id", append(args, limit, offset)...)
	err = each(rows, err, func(rows *sql.Rows) error {
		l := DialogueLine{AsOf: today}
		var parties, thirds, countries string
		var changed int64
		err := rows.Scan(&l.ID, &l.Name, &l.Matter, &parties, &thirds, &countries, &l.State, &l.Stage, &l.Since, &l.First, &l.Last, &l.Contact, &l.Usual, &l.Calls, &l.Rounds,
			&l.Agreements, &l.Ceasefires, &l.Violations, &l.OpenAsks, &l.Sources, &l.Moves, &l.Weight, &changed)
		l.Parties, l.Thirds, l.Countries = strings.Fields(parties), strings.Fields(thirds), strings.Fields(countries)
		l.Changed = unixOrZero(changed)
		lines = append(lines, l)
		return err
	})
	return lines, total, err
}

// conditions are those of a filter on the table of dialogues.
func (f *DialogueFilter) conditions() (where string, args []any) {
	var all []string
	words := func(column string, values []string, joint string) {
		var any []string
		for _, v := range values {
			any = append(any, column+" like ? escape '\\'")
			args = append(args, "% "+escaped(v)+" %")
		}
		if len(any) > 0 {
			all = append(all, "("+strings.Join(any, joint)+")")
		}
	}
	words("parties", f.Parties, " or ")
	words("parties", f.All, " and ")
	words("thirds", f.Thirds, " or ")
	words("countries", f.Countries, " or ")
	if len(f.States) > 0 {
		all = append(all, "state in ("+marks(len(f.States))+")")
		args = append(args, anys(f.States)...)
	}
	if f.Text != "" {
		all = append(all, "name like ? escape '\\'")
		args = append(args, "%"+escaped(f.Text)+"%")
	}
	if f.Least > 0 {
		all = append(all, "moves >= ?")
		args = append(args, f.Least)
	}
	if len(all) == 0 {
		return "", nil
	}
	return " where " + strings.Join(all, " and "), args
}

// escaped are words for like, whose signs they may have.
func escaped(s string) string {
	return strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(s)
}

// Dialogue returns the dialogue of an ID as it stood at the end of a day, 0 for the
// archive's last, with the reports behind its moves. The ID is its own, or one that it
// had before other parties joined it.
func (s *Store) Dialogue(ctx context.Context, id string, asOf parley.Day) (parley.Dialogue, error) {
	d, err := s.findDialogue(reader{s, ctx}, id, asOf)
	if err == nil {
		err = s.evidence(reader{s, ctx}, &d)
	}
	return d, s.dialect.Explain(err)
}

func (s *Store) findDialogue(q querier, id string, asOf parley.Day) (parley.Dialogue, error) {
	if asOf == 0 {
		var err error
		if asOf, err = s.horizon(q); err != nil {
			return parley.Dialogue{}, err
		}
	}
	var arenas []int64
	rows, err := q.query("select arena from dialogues where id = ? union select arena from turns where dialogue = ?", id, id)
	if err := each(rows, err, scanInto(&arenas)); err != nil {
		return parley.Dialogue{}, err
	}
	sites, err := s.sites(q, arenas)
	if err != nil {
		return parley.Dialogue{}, err
	}
	if err := buildAll(sites, asOf); err != nil {
		return parley.Dialogue{}, err
	}
	for _, site := range sites {
		for i := range site.found {
			if d := &site.found[i]; d.ID == id || slices.Contains(d.Aliases, id) {
				return *d, nil
			}
		}
	}
	if len(arenas) > 0 {
		return parley.Dialogue{}, fmt.Errorf("dialogue %q: %w: nothing was told of it until %s", id, parley.ErrNotFound, asOf)
	}
	return parley.Dialogue{}, notFound("dialogue", id)
}

// mostEvidence is of how many moves the reports are looked up: the latest ones that
// say something of talks, and the latest of the rest.
const mostEvidence = 400

// evidence fills in the reports behind the moves of a dialogue.
func (s *Store) evidence(q querier, d *parley.Dialogue) error {
	left := [2]int{mostEvidence, mostEvidence / 4}
	for i := len(d.Moves) - 1; i >= 0; i-- {
		m, of := &d.Moves[i], 0
		if !dialogue.OfTalks(m.Kind) {
			of = 1
		}
		if left[of]--; left[of] < 0 {
			continue
		}
		event, number, err := s.eventOf(q, m.Incident, time.Time{})
		if err != nil {
			return err
		}
		in, err := s.account(q, event, number, time.Time{})
		if err != nil {
			return err
		}
		m.Reports = in.Reports
	}
	return nil
}

// Turn is a change of what the archive held of the state of a dialogue.
type Turn struct {
	Dialogue      string
	At            time.Time
	Command       string       // that brought it: "ingest", "recode", "correct"
	Before, After parley.State // empty before the first, and after the last
	Since         parley.Day
	Why           string
}

// Turns returns the changes of what the archive held of a dialogue, the oldest first;
// of all dialogues when id is empty, since a time.
func (s *Store) Turns(ctx context.Context, id string, since time.Time) (out []Turn, err error) {
	query, args := "select dialogue, at, command, before, after, since, why from turns where at >= ?", []any{since.Unix()}
	if since.IsZero() {
		args[0] = 0
	}
	if id != "" {
		query, args = query+" and dialogue = ?", append(args, id)
	}
	rows, err := reader{s, ctx}.query(query+" order by seq", args...)
	err = each(rows, err, func(rows *sql.Rows) error {
		var t Turn
		var at int64
		err := rows.Scan(&t.Dialogue, &at, &t.Command, &t.Before, &t.After, &t.Since, &t.Why)
		t.At = unixOrZero(at)
		out = append(out, t)
		return err
	})
	return out, s.dialect.Explain(err)
}

// handDetail is how a correction of dialogues is kept.
type handDetail struct {
	Dialogue string   `json:"dialogue,omitempty"` // of a split
	A        []string `json:"a"`                  // dialogues that are one; events that are taken out
	Arenas   []int64  `json:"arenas"`
}

// MergeDialogues makes one dialogue of several; [Store.Undo] takes it back.
func (s *Store) MergeDialogues(ctx context.Context, ids []string, reason string) error {
	return s.dialogueByHand(ctx, "join", reason, func(w *writer) (handDetail, error) {
		if len(ids) < 2 {
			return handDetail{}, fmt.Errorf("merge: %w: name two dialogues or more", parley.ErrInvalid)
		}
		d := handDetail{A: ids}
		for _, id := range ids {
			arena, err := w.arenaOf(id)
			if err != nil {
				return d, err
			}
			if !slices.Contains(d.Arenas, arena) {
				d.Arenas = append(d.Arenas, arena)
			}
		}
		return d, nil
	})
}

// SplitDialogue takes the moves of some incidents out of a dialogue, as another;
// [Store.Undo] takes it back.
func (s *Store) SplitDialogue(ctx context.Context, id string, incidents []string, reason string) error {
	return s.dialogueByHand(ctx, "part", reason, func(w *writer) (d handDetail, err error) {
		told, err := s.findDialogue(w, id, 0)
		if err != nil {
			return d, err
		}
		d.Dialogue = id
		for _, incident := range incidents {
			at := slices.IndexFunc(told.Moves, func(m parley.Move) bool { return m.Incident == incident || m.Event == incident })
			if at < 0 {
				return d, fmt.Errorf("incident %q: %w in dialogue %q", incident, parley.ErrNotFound, id)
			}
			for i := range told.Moves { // a denial goes with what it denies
				if told.Moves[i].Incident == told.Moves[at].Incident {
					d.A = append(d.A, told.Moves[i].Event)
				}
			}
		}
		if len(d.A) == 0 || len(d.A) >= len(told.Moves) {
			return d, fmt.Errorf("split of %q: %w: name some of its incidents, not all", id, parley.ErrInvalid)
		}
		arena, err := w.arenaOf(id)
		d.Arenas = []int64{arena}
		return d, err
	})
}

func (w *writer) arenaOf(id string) (arena int64, err error) {
	found, err := one(w, []any{&arena}, "select arena from dialogues where id = ?", id)
	if err == nil && !found {
		err = notFound("dialogue", id)
	}
	return arena, err
}

func (s *Store) dialogueByHand(ctx context.Context, kind, reason string, say func(*writer) (handDetail, error)) error {
	err := s.tx(ctx, func(w *writer) error {
		d, err := say(w)
		if err != nil {
			return err
		}
		detail, err := json.Marshal(d)
		if err != nil {
			return err
		}
		if _, err := w.exec("insert into corrections (kind, detail, reason, made) values (?, ?, ?, ?)", kind, string(detail), reason, s.stamp()); err != nil {
			return err
		}
		return w.stale(d.Arenas)
	})
	if err != nil {
		return err
	}
	return s.Merge(ctx)
}

func (w *writer) stale(arenas []int64) error {
	for _, seq := range arenas {
		if _, err := w.exec("update arenas set stale = 1 where seq = ?", seq); err != nil {
			return err
		}
	}
	return nil
}

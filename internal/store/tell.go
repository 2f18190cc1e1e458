package store

import (
	"context"
	"database/sql"
	"maps"
	"runtime"
	"slices"
	"sync"

	"parley"
	"parley/dialogue"
	"parley/incident"
)

// toldAtOnce is how many incidents one transaction reads for what they tell of dialogues.
const toldAtOnce = 2000

// track brings the dialogues up to date: it reads what new and changed incidents tell
// of them, then builds those anew that this touches. Every step is a transaction of
// its own; an interrupted track goes on where it was.
func (s *Store) track(ctx context.Context) error {
	book, err := dialogue.Open()
	if err != nil {
		return err
	}
	if err := s.current(ctx); err != nil {
		return err
	}
	for more := true; more; {
		err := s.tx(ctx, func(w *writer) error {
			var batch []int64
			rows, err := w.query("select seq from incidents where told = 0 order by seq limit ?", toldAtOnce)
			if err := each(rows, err, scanInto(&batch)); err != nil {
				return err
			}
			more = len(batch) == toldAtOnce
			return w.tell(book, batch)
		})
		if err != nil {
			return err
		}
	}
	return s.rebuild(ctx)
}

// current forgets all that another revision of the tracker has worked out.
func (s *Store) current(ctx context.Context) error {
	var revision int
	if _, err := one(reader{s, ctx}, []any{&revision}, "select revision from tracking"); err != nil {
		return s.dialect.Explain(err)
	}
	if revision == dialogue.Revision {
		return nil
	}
	return s.forget(ctx)
}

// forget forgets what was worked out of dialogues. What people have said of them, and
// what the archive held, stays.
func (s *Store) forget(ctx context.Context) error {
	return s.tx(ctx, func(w *writer) error {
		for _, query := range []string{
			"delete from facts", "update incidents set told = 0 where told = 1", "update arenas set stale = 1, latest = 0, due = 0", "delete from tracking",
		} {
			if _, err := w.exec(query); err != nil {
				return err
			}
		}
		_, err := w.exec("insert into tracking (revision) values (?)", dialogue.Revision)
		return err
	})
}

// Rebuild works all dialogues out anew from the incidents.
func (s *Store) Rebuild(ctx context.Context) error {
	if err := s.forget(ctx); err != nil {
		return err
	}
	return s.track(ctx)
}

// untracked reports whether there is something for track to do.
func (s *Store) untracked(ctx context.Context) (yes bool, err error) {
	_, err = one(reader{s, ctx}, []any{&yes}, "select exists (select 1 from incidents where told = 0) or exists (select 1 from arenas where stale = 1) "+
		"or not exists (select 1 from tracking where revision = ?)", dialogue.Revision)
	return yes, s.dialect.Explain(err)
}

// untell forgets what incidents tell of dialogues, by a condition on incidents, and
// marks the dialogues that knew it.
func (w *writer) untell(condition string, arg any) error {
	var incidents []int64
	rows, err := w.query("select seq from incidents where told = 1 and "+condition, arg)
	if err := each(rows, err, scanInto(&incidents)); err != nil {
		return err
	}
	for _, seq := range incidents {
		if _, err := w.exec("update arenas set stale = 1 where seq in (select arena from facts where incident = ?)", seq); err != nil {
			return err
		}
		if _, err := w.exec("delete from facts where incident = ?", seq); err != nil {
			return err
		}
		if _, err := w.exec("update incidents set told = 0 where seq = ?", seq); err != nil {
			return err
		}
	}
	return nil
}

// retell lets the incidents of a document tell anew: what one event of it says of
// dialogues depends on whom its other events speak of.
func (w *writer) retell(document int64) error {
	return w.untell("seq in (select incident from events where document = ?)", document)
}

// account is an incident with all that [dialogue.Book.Read] wants to know.
type account struct {
	number  int64
	reports []reported
	company []parley.Party
	facts   []dialogue.Fact
	err     error
}

// reported is a report of an incident as the archive keeps it.
type reported struct {
	body  []byte
	doc   parley.Document
	print []byte // of incidents with several reports
}

// toldTogether is how many incidents are read while those before are worked on.
const toldTogether = 250

// tell reads what some incidents tell of dialogues, and files it.
func (w *writer) tell(book *dialogue.Book, incidents []int64) error {
	var before []*account
	var done chan struct{}
	finish := func() error {
		if before == nil {
			return nil
		}
		<-done
		return w.file(before)
	}
	for part := range slices.Chunk(incidents, toldTogether) {
		accounts, err := w.accounts(part)
		if err == nil {
			err = finish()
		}
		if err != nil {
			return err
		}
		before, done = accounts, make(chan struct{})
		go readAll(book, before, done)
	}
	if err := finish(); err != nil {
		return err
	}
	for part := range slices.Chunk(incidents, rowsAtOnce) {
		if _, err := w.exec("update incidents set told = 1 where seq in ("+marks(rowsAtOnce)+")", padded(part, rowsAtOnce)...); err != nil {
			return err
		}
	}
	return nil
}

// readAll reads the facts of accounts on all cores, then closes done.
func readAll(book *dialogue.Book, accounts []*account, done chan struct{}) {
	defer close(done)
	var wg sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for k := range workers {
		wg.Go(func() {
			for i := k; i < len(accounts); i += workers {
				if len(accounts[i].reports) > 0 {
					accounts[i].err = accounts[i].read(book)
				}
			}
		})
	}
	wg.Wait()
}

// read works out the facts of an account.
func (a *account) read(book *dialogue.Book) (err error) {
	h := dialogue.Happening{Events: make([]parley.Event, len(a.reports)), Company: a.company}
	docs, prints := make([]parley.Document, len(a.reports)), make([]*incident.Print, len(a.reports))
	for i := range a.reports {
		if h.Events[i], err = parley.ParseEvent(a.reports[i].body, nil); err != nil {
			return err
		}
		docs[i] = a.reports[i].doc
		if prints[i], err = parsePrint(a.reports[i].print); err != nil {
			return err
		}
	}
	h.Incident = incident.Summarize(h.Events, docs, prints)
	a.facts = book.Read(&h)
	return nil
}

// accounts loads incidents with their reports and the company of these.
func (w *writer) accounts(incidents []int64) ([]*account, error) {
	at := make(map[int64]*account, len(incidents))
	out := make([]*account, len(incidents))
	for i, seq := range incidents {
		out[i] = &account{number: seq}
		at[seq] = out[i]
	}
	for part := range slices.Chunk(incidents, rowsAtOnce) {
		rows, err := w.query("select e.incident, b.body, e.reported, e.outlet, coalesce(d.id, ''), coalesce(d.outlet, ''), d.published from events e "+
			"join bodies b on b.event = e.seq left join documents d on d.seq = e.document where e.incident in ("+marks(rowsAtOnce)+") "+
			"and e.review <> 'retracted' order by e.seq",
			padded(part, rowsAtOnce)...)
		err = each(rows, err, func(rows *sql.Rows) error {
			var number int64
			var t reported
			var outlet string
			var day, published sql.NullInt64
			if err := rows.Scan(&number, &t.body, &day, &outlet, &t.doc.ID, &t.doc.Outlet, &published); err != nil {
				return err
			}
			if t.doc.Outlet == "" {
				t.doc.Outlet = outlet
			}
			if !published.Valid {
				published = day
			}
			if published.Valid {
				t.doc.Published = timeOf(published.Int64)
			}
			at[number].reports = append(at[number].reports, t)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if err := w.copies(out); err != nil {
		return nil, err
	}
	return out, w.company(out)
}

// copies fills in the prints of documents of incidents that are told more than once.
func (w *writer) copies(accounts []*account) error {
	for _, a := range accounts {
		if len(a.reports) < 2 {
			continue
		}
		for i := range a.reports {
			if id := a.reports[i].doc.ID; id != "" {
				if _, err := one(w, []any{&a.reports[i].print}, "select print from documents where id = ? order by seq desc limit 1", id); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// company fills in whom other events of the same documents speak of.
func (w *writer) company(accounts []*account) error {
	spoken := map[string][]parley.Party{} // by document
	for _, a := range accounts {
		for i := range a.reports {
			if id := a.reports[i].doc.ID; id != "" {
				spoken[id] = nil
			}
		}
	}
	for part := range slices.Chunk(slices.Sorted(maps.Keys(spoken)), rowsAtOnce) {
		rows, err := w.query("select d.id, a.code, a.name, a.country, a.sector from documents d join events e on e.document = d.seq and e.gone is null "+
			"join parties y on y.event = e.seq join actors a on a.seq = y.actor where d.gone is null and d.id in ("+marks(rowsAtOnce)+") order by e.id, y.side, y.position",
			padded(part, rowsAtOnce)...)
		err = each(rows, err, func(rows *sql.Rows) error {
			var id string
			var p parley.Party
			err := rows.Scan(&id, &p.ID, &p.Name, &p.Country, &p.Sector)
			spoken[id] = append(spoken[id], p)
			return err
		})
		if err != nil {
			return err
		}
	}
	for _, a := range accounts {
		seen := map[string]bool{}
		for i := range a.reports {
			if id := a.reports[i].doc.ID; !seen[id] {
				seen[id] = true
				a.company = append(a.company, spoken[id]...)
			}
		}
	}
	return nil
}

// file writes the facts of incidents into their arenas.
func (w *writer) file(accounts []*account) error {
	var rows []any
	latest, today := map[int64]parley.Day{}, parley.DayOf(w.s.now())
	for i := range accounts {
		if err := accounts[i].err; err != nil {
			return err
		}
		for n := range accounts[i].facts {
			f := &accounts[i].facts[n]
			arenas := f.Arenas()
			if len(arenas) == 0 {
				continue
			}
			blob, err := f.AppendBinary(nil)
			if err != nil {
				return err
			}
			for _, a := range arenas {
				seq, err := w.arena(a)
				if err != nil {
					return err
				}
				known := f.Reported
				if known > today {
					known = 0 // none that is still to come moves the archive's last day
				}
				latest[seq] = max(latest[seq], known)
				rows = append(rows, seq, accounts[i].number, n, blob)
			}
		}
	}
	for seq, day := range latest {
		if _, err := w.exec("update arenas set stale = 1, latest = max(latest, ?) where seq = ?", int64(day), seq); err != nil {
			return err
		}
	}
	return w.insert("into facts (arena, incident, position, fact)", 4, rows)
}

// arena returns the number of an arena, making it if there is none.
func (w *writer) arena(a dialogue.Arena) (seq int64, err error) {
	k := key("arena", a.A, a.B)
	if seq = w.s.arenas.get(k); seq != 0 {
		return seq, nil
	}
	found, err := one(w, []any{&seq}, "select seq from arenas where a = ? and b = ?", a.A, a.B)
	if err != nil {
		return 0, err
	}
	if !found {
		res, err := w.exec("insert into arenas (a, b) values (?, ?)", a.A, a.B)
		if err != nil {
			return 0, err
		}
		if seq, err = res.LastInsertId(); err != nil {
			return 0, err
		}
	}
	w.s.arenas.put(k, seq)
	return seq, nil
}

package store

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"slices"
	"strings"

	"parley"
	"parley/incident"
)

// Record is what one document brought: itself, its sentences, its events.
type Record struct {
	Document  parley.Document // without ID: events that came without a document, as those of other data sets
	Sentences []parley.Span
	Events    []parley.Event  // offsets count bytes of the document's text; without a text they count code points
	Print     *incident.Print // of the document; nil is worked out here
	Source    int64           // number of the [Source] that it came from; 0 for none
	Coder     string          // what coded it: "parley 0.5.0"
	Revision  int             // of the coder, [coder.Revision]; 0 for events that were imported
	Review    string          // of its events, one of [Reviews]; empty is "machine"
	Outcome   Outcome         // what became of it: set by the method that takes it in, when that returns without error
}

// Outcome is what became of a document.
type Outcome string

// The outcomes.
const (
	Added   Outcome = "new"
	Copied  Outcome = "copy"    // new, and a near-copy of another
	Changed Outcome = "changed" // it came before with another content
	Known   Outcome = "known"   // it is there already
	Purged  Outcome = "purged"  // it was deleted for good, and stays out
	Recoded Outcome = "recoded"
)

// Done counts what a writing method did.
type Done struct {
	Documents int // new in the archive
	Changed   int // that came again with another content
	Known     int // that were there already, and stay as they were
	Purged    int // that were deleted for good earlier, and stay out
	Copies    int // of the new ones, near-copies of another document
	Events    int // new, or coded anew
	Gone      int // events that the new coding does not have any more
}

// Add adds the counts of other.
func (d *Done) Add(other Done) {
	d.Documents += other.Documents
	d.Changed += other.Changed
	d.Known += other.Known
	d.Purged += other.Purged
	d.Copies += other.Copies
	d.Events += other.Events
	d.Gone += other.Gone
}

// Put takes in records, all or none. What is there already stays as it is; a
// document that changed becomes a new version, and its events are weighed anew.
// When Put returns without error the records are on the disk, and merged.
func (s *Store) Put(ctx context.Context, records []Record) (Done, error) {
	done, err := s.put(ctx, records)
	if err != nil {
		return Done{}, err
	}
	return done, s.Merge(ctx)
}

// Load takes in records as [Store.Put] does and leaves the merging to [Store.Merge],
// which goes on where it was, also after an interruption. It is for large imports.
func (s *Store) Load(ctx context.Context, records []Record) (Done, error) { return s.put(ctx, records) }

func (s *Store) put(ctx context.Context, records []Record) (done Done, err error) {
	err = s.tx(ctx, func(w *writer) error {
		done = Done{}
		load, err := newLoad(w, &done)
		if err != nil {
			return err
		}
		for part := range prepareAhead(records) {
			if part.err != nil {
				return part.err
			}
			if err := load.meet(part.ready); err != nil {
				return err
			}
			for i := range part.ready {
				if err := load.record(&part.records[i], part.ready[i]); err != nil {
					return err
				}
			}
		}
		if err := load.flush(); err != nil {
			return err
		}
		return w.progress(done)
	})
	return done, err
}

// Known reports whether a document is in the archive as it is given, so that it need
// not be read again.
func (s *Store) Known(ctx context.Context, d *parley.Document) (bool, error) {
	var n int
	found, err := one(reader{s, ctx}, []any{&n}, "select 1 from documents where id = ? and gone is null and hash = ?", d.ID, contentHash(d))
	return found, s.dialect.Explain(err)
}

// contentHash identifies all that came in with a document.
func contentHash(d *parley.Document) []byte {
	h := sha256.New()
	published := ""
	if !d.Published.IsZero() {
		published = d.Published.Format("2006-01-02")
	}
	for _, part := range []string{d.Text, d.Title, d.URL, d.Outlet, published} {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	return h.Sum(nil)
}

// load is one batch on its way into the archive.
type load struct {
	w         *writer
	done      *Done
	now       int64
	revisions map[[2]any]bool

	documents []int64 // to be indexed
	event     int64   // the last number given
	rows      []any   // of events
	bodies    []any
	parties   []any
	postings  []posting
	actors    map[int64]*tally // by key
	coming    map[string]bool  // IDs of events in rows
	there     map[string]bool  // IDs of events that the archive had before
}

// tally is the number of an actor and how often it was met in a batch.
type tally struct{ seq, met int64 }

type posting struct{ key, day, event int64 }

func newLoad(w *writer, done *Done) (*load, error) {
	l := &load{w: w, done: done, now: w.s.stamp(), revisions: map[[2]any]bool{}, actors: map[int64]*tally{}, coming: map[string]bool{}, there: map[string]bool{}}
	_, err := one(w, []any{&l.event}, "select coalesce(max(seq), 0) from events")
	return l, err
}

// record takes in one record.
func (l *load) record(r *Record, ready []prepared) error {
	if r.Document.ID == "" {
		return l.events(r, 0, ready)
	}
	hash := contentHash(&r.Document)
	purged, err := l.w.purged(&r.Document, hash)
	if err != nil {
		return err
	}
	if purged {
		l.done.Purged++
		r.Outcome = Purged
		return nil
	}
	var old int64
	var oldHash []byte
	found, err := one(l.w, []any{&old, &oldHash}, "select seq, hash from documents where id = ? and gone is null", r.Document.ID)
	if err != nil {
		return err
	}
	switch {
	case found && bytes.Equal(hash, oldHash):
		l.done.Known++
		r.Outcome = Known
		return l.again(r, old, ready)
	case found:
		l.done.Changed++
		r.Outcome = Changed
		if err := l.replace(old); err != nil {
			return err
		}
	default:
		l.done.Documents++
		r.Outcome = Added
	}
	seq, err := l.document(r, hash)
	if err != nil {
		return err
	}
	return l.events(r, seq, ready)
}

// again meets a document that is there: events that an import has for it beside
// those that came before are new all the same.
func (l *load) again(r *Record, document int64, ready []prepared) error {
	if r.Revision > 0 {
		return nil
	}
	return l.events(r, document, ready)
}

// replace retires a document and its events.
func (l *load) replace(document int64) error {
	if err := l.flush(); err != nil { // its events may be on their way
		return err
	}
	n, err := l.w.retire("document = ?", document)
	if err != nil {
		return err
	}
	l.done.Gone += n
	_, err = l.w.exec("update documents set gone = ? where seq = ?", l.now, document)
	return err
}

// document inserts a document and returns its number.
func (l *load) document(r *Record, hash []byte) (int64, error) {
	d := &r.Document
	r.fingerprint()
	var print []byte
	var original any
	var err error
	if r.Print != nil {
		if print, err = r.Print.AppendBinary(nil); err != nil {
			return 0, err
		}
		if original, err = l.original(r.Print); err != nil {
			return 0, err
		}
	}
	if original != nil {
		l.done.Copies++
		if r.Outcome == Added {
			r.Outcome = Copied
		}
	}
	var coded any
	if r.Revision > 0 {
		coded = l.now
	}
	res, err := l.w.exec(`insert into documents (id, hash, title, text, url, outlet, lang, read_from, published, source, added,
		coder, revision, coded, copy_of, print) values (`+marks(16)+`)`,
		d.ID, hash, d.Title, d.Text, d.URL, d.Outlet, d.Lang, d.Source, dayOrNull(d.Published), numberOrNull(r.Source), l.now,
		r.Coder, r.Revision, coded, original, print)
	if err != nil {
		return 0, err
	}
	seq, err := res.LastInsertId()
	if err != nil {
		return 0, err
	}
	l.documents = append(l.documents, seq)
	if err := l.w.sentences(seq, r.Sentences); err != nil {
		return 0, err
	}
	if r.Print == nil {
		return seq, nil
	}
	var bands []any
	for _, band := range r.Print.Bands() {
		bands = append(bands, int64(band), seq)
	}
	return seq, l.w.insert("into bands (band, document)", 2, bands)
}

func (w *writer) sentences(document int64, spans []parley.Span) error {
	var rows []any
	for i, span := range spans {
		rows = append(rows, document, i, span.Start, span.End)
	}
	return w.insert("into sentences (document, position, start, stop)", 4, rows)
}

func numberOrNull(n int64) any {
	if n == 0 {
		return nil
	}
	return n
}

// original returns the number of the document that a print is a near-copy of, or nil.
func (l *load) original(p *incident.Print) (any, error) {
	bands := p.Bands()
	if len(bands) == 0 {
		return nil, nil
	}
	args := make([]any, len(bands))
	for i, band := range bands {
		args[i] = int64(band)
	}
	var found any
	rows, err := l.w.query(`select d.seq, d.print from documents d where d.gone is null and d.seq in
		(select document from bands where band in (`+marks(len(bands))+`)) order by d.seq limit 100`, args...)
	err = each(rows, err, func(rows *sql.Rows) error {
		var seq int64
		var blob []byte
		if err := rows.Scan(&seq, &blob); err != nil || found != nil {
			return err
		}
		q, err := incident.ParsePrint(blob)
		if err != nil {
			return err
		}
		if p.Copy(q) {
			found = seq
		}
		return nil
	})
	return found, err
}

// meet looks which of the events to come the archive has already.
func (l *load) meet(ready [][]prepared) error {
	var ids []any
	for _, list := range ready {
		for i := range list {
			ids = append(ids, list[i].ev.ID)
		}
	}
	for part := range slices.Chunk(ids, rowsAtOnce) {
		var there []string
		rows, err := l.w.query("select id from events where gone is null and id in ("+marks(rowsAtOnce)+")", padded(part, rowsAtOnce)...)
		if err := each(rows, err, scanInto(&there)); err != nil {
			return err
		}
		for _, id := range there {
			l.there[id] = true
		}
	}
	return nil
}

// events takes in the events of a record; document is its number, 0 for none.
func (l *load) events(r *Record, document int64, ready []prepared) error {
	if err := l.revision(r); err != nil {
		return err
	}
	for i := range ready {
		p := &ready[i]
		if l.coming[p.ev.ID] {
			continue // told twice in one batch
		}
		revision := 1
		if l.there[p.ev.ID] {
			old, err := l.w.current(p.ev.ID)
			if err != nil {
				return err
			}
			if old != nil && bytes.Equal(old.body, p.body) {
				continue
			}
			if old != nil {
				if _, err := l.w.retire("seq = ?", old.seq); err != nil {
					return err
				}
				revision = old.revision + 1
			}
		}
		if err := l.add(r, document, p, revision, cmp.Or(r.Review, "machine")); err != nil {
			return err
		}
	}
	if len(l.rows) > 1<<16 {
		return l.write()
	}
	return nil
}

// revision notes that a revision of a coder has written here.
func (l *load) revision(r *Record) error {
	k := [2]any{r.Coder, r.Revision}
	if l.revisions[k] {
		return nil
	}
	l.revisions[k] = true
	return l.w.insert("into revisions (coder, revision, first)", 3, []any{r.Coder, r.Revision, l.now})
}

// add puts one event on its way.
func (l *load) add(r *Record, document int64, p *prepared, revision int, review string) error {
	l.event++
	l.done.Events++
	ev := p.ev
	l.coming[ev.ID] = true
	day, until, dated := p.first, p.last, 1
	if !p.dated {
		day, until, dated = l.now/86400, l.now/86400, 0
	}
	l.rows = append(l.rows, l.event, ev.ID, numberOrNull(document), numberOrNull(r.Source), ev.Index, ev.Type, spaced(ev.Modes), ev.CAMEO, ev.Quad,
		string(ev.Status), day, until, dated, dayOrNull(r.Document.Published), l.now, revision, r.Coder, review, ev.Confidence,
		spaced(sectors(ev)), ev.Place.Country, ev.Place.Name, r.Document.Outlet)
	l.bodies = append(l.bodies, l.event, p.body, p.report)
	for _, b := range p.blocks {
		l.postings = append(l.postings, posting{b.key, b.day, l.event})
	}
	for _, k := range p.facts {
		l.postings = append(l.postings, posting{k, day, l.event})
	}
	for side, parties := range sides(ev) {
		for i := range parties {
			actor, err := l.actor(&parties[i])
			if err != nil {
				return err
			}
			l.parties = append(l.parties, l.event, side, i, actor)
		}
	}
	return nil
}

const eventColumns = "into events (seq, id, document, source, sentence, type, modes, cameo, quad, status, day, until, dated, reported, coded, " +
	"revision, coder, review, confidence, sectors, country, place, outlet)"

// actor returns the number of a party among the actors, a new one for a new party.
// People without a name, or whom the lexicon does not know, are one actor with all
// of their country and sector: the archive keeps no list of private persons.
func (l *load) actor(p *parley.Party) (int64, error) {
	code, name := p.ID, p.Name
	if code == "" && p.Country == "" {
		name = "" // nobody that the lexicon knows
	}
	k := key(code, name, p.Country, p.Sector)
	t := l.actors[k]
	if t == nil {
		t = &tally{seq: l.w.s.actors.get(k)}
		l.actors[k] = t
	}
	if t.seq == 0 {
		if err := l.w.insert("into actors (key, code, name, country, sector, by_code, by_name)", 7,
			[]any{k, code, name, p.Country, p.Sector, key("party", code), key("party", fold(name))}); err != nil {
			return 0, err
		}
		if _, err := one(l.w, []any{&t.seq}, "select seq from actors where key = ?", k); err != nil {
			return 0, err
		}
		l.w.s.actors.put(k, t.seq)
	}
	t.met++
	return t.seq, nil
}

// fold is a name as it is compared: in lower case, single spaces.
func fold(name string) string { return strings.Join(strings.Fields(strings.ToLower(name)), " ") }

func sectors(ev *parley.Event) []string {
	var all []string
	for _, parties := range [][]parley.Party{ev.Actors, ev.Recipients} {
		for i := range parties {
			for _, sector := range append(parties[i].Sectors, parties[i].Sector) {
				if sector != "" && !slices.Contains(all, sector) {
					all = append(all, sector)
				}
			}
		}
	}
	return all
}

// spaced joins words so that each can be found between spaces.
func spaced(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return " " + strings.Join(words, " ") + " "
}

// flush writes all that is on its way.
func (l *load) flush() error {
	if err := l.write(); err != nil {
		return err
	}
	slices.SortFunc(l.postings, func(a, b posting) int { // neighbours in the tree after each other
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.day, b.day), cmp.Compare(a.event, b.event))
	})
	var values []any
	for part := range slices.Chunk(l.postings, 100*rowsAtOnce) {
		values = values[:0]
		for _, p := range part {
			values = append(values, p.key, p.day, p.event)
		}
		if err := l.w.insert("into postings (key, day, event)", 3, values); err != nil {
			return err
		}
	}
	l.postings = l.postings[:0]
	documents := l.documents
	l.documents = nil
	if len(documents) == 0 {
		return nil
	}
	return l.w.s.dialect.Index(l.w.ctx, l.w.tx, documents)
}

// write writes the events that are on their way. Their postings wait: the more are
// written together, the fewer pages of the tree are touched.
func (l *load) write() error {
	for _, t := range l.actors {
		if _, err := l.w.exec("update actors set events = events + ? where seq = ?", t.met, t.seq); err != nil {
			return err
		}
	}
	for _, rows := range []struct {
		into   string
		width  int
		values []any
	}{
		{eventColumns, 23, l.rows},
		{"into bodies (event, body, report)", 3, l.bodies},
		{"into parties (event, side, position, actor)", 4, l.parties},
	} {
		if err := l.w.insert(rows.into, rows.width, rows.values); err != nil {
			return err
		}
	}
	l.rows, l.bodies, l.parties = l.rows[:0], l.bodies[:0], l.parties[:0]
	for id := range l.coming {
		l.there[id] = true
	}
	clear(l.coming)
	clear(l.actors)
	return nil
}

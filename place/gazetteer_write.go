package place

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"maps"
	"math"
	"slices"
	"strings"

	"parley"
)

// Card says what a compiled gazetteer holds and where it comes from.
type Card struct {
	Date    string         `json:"date"` // newest change in the sources, "2023-03-01"
	Licence string         `json:"licence"`
	Sources []string       `json:"sources"`
	Counts  map[string]int `json:"counts"` // entries by kind ("city"), and "names"
}

// Row is one place for the compiler.
type Row struct {
	Entry
	Parent int    // index of the row of its division or country; -1 for none
	Names  []Name // all its names, the main one too
}

// Name is one way to write the name of a row.
type Name struct {
	Text string
	Form Form
}

// Table is what a gazetteer is compiled from. Rows stand in the order in which
// a look-up is to give them; a row that is a parent must stand before the
// rows below it.
type Table struct {
	Card    Card
	Rows    []Row
	Borders Borders
}

// Compile makes the bytes that [Open] reads. The same table gives the same
// bytes. Names that fold to nothing are left out.
func (t *Table) Compile() ([]byte, error) {
	w := writer{pool: map[string]uint32{}, countries: map[string]byte{"": 0}, codes: []string{""}, heads: []uint32{0}}
	w.intern("")
	for i := range t.Rows {
		if err := w.row(t.Rows, i); err != nil {
			return nil, fmt.Errorf("compile %s (%s): %w", t.Rows[i].ID, t.Rows[i].Name, err)
		}
	}
	blocks, keys, names := w.keys(t.Rows)
	t.Card.Counts = maps.Clone(t.Card.Counts)
	if t.Card.Counts == nil {
		t.Card.Counts = map[string]int{}
	}
	t.Card.Counts["names"] = names
	shapes, err := w.shapes(t.Borders)
	if err != nil {
		return nil, err
	}
	card, err := json.Marshal(t.Card)
	if err != nil {
		return nil, err
	}
	return assemble(card, w.strings, w.records, w.countryTable(), blocks, keys, shapes), nil
}

type writer struct {
	strings   []byte
	pool      map[string]uint32
	records   []byte
	countries map[string]byte // ISO alpha-3 to number
	codes     []string
	heads     []uint32 // number of a country to its row
}

func (w *writer) intern(s string) uint32 {
	if len(s) > math.MaxUint8 {
		s = strings.ToValidUTF8(s[:math.MaxUint8], "")
	}
	at, known := w.pool[s]
	if !known {
		at = uint32(len(w.strings))
		w.pool[s] = at
		w.strings = append(append(w.strings, byte(len(s))), s...)
	}
	return at
}

func (w *writer) country(code string) (byte, error) {
	n, known := w.countries[code]
	if !known {
		if len(w.codes) > math.MaxUint8 || len(code) != 3 {
			return 0, fmt.Errorf("country %q: %w", code, parley.ErrInvalid)
		}
		n = byte(len(w.codes))
		w.countries[code] = n
		w.codes = append(w.codes, code)
		w.heads = append(w.heads, 0)
	}
	return n, nil
}

func (w *writer) row(rows []Row, i int) error {
	r := &rows[i]
	country, err := w.country(r.Country)
	if err != nil {
		return err
	}
	if r.Kind == Country {
		w.heads[country] = uint32(i) + 1
	}
	if !validPosition(r.Lat, r.Lon) || r.Parent >= i || i >= maxRows || r.Population < 0 {
		return fmt.Errorf("position %g,%g, parent %d: %w", r.Lat, r.Lon, r.Parent, parley.ErrInvalid)
	}
	id, numeric := idNumber(r.ID)
	if !numeric {
		id = w.intern(shortID(rows, r))
	}
	var rec [recordLen]byte
	binary.LittleEndian.PutUint32(rec[0:], id)
	binary.LittleEndian.PutUint32(rec[4:], w.intern(r.Name))
	put24(rec[8:], quantise(r.Lat))
	put24(rec[11:], quantise(r.Lon))
	put24(rec[14:], int32(r.Parent+1))
	rec[17] = country
	binary.LittleEndian.PutUint32(rec[18:], uint32(min(r.Population, math.MaxUint32)))
	rec[22] = byte(r.Kind)
	rec[23] = flags(&r.Entry, numeric)
	w.records = append(w.records, rec[:]...)
	return nil
}

// shortID is what is stored of an ID without a number: a district's begins
// with that of its province, and with a full stop when that is left out.
func shortID(rows []Row, r *Row) string {
	if r.Kind == District && r.Parent >= 0 && rows[r.Parent].Kind == Province {
		if tail, ok := strings.CutPrefix(r.ID, rows[r.Parent].ID+"."); ok {
			return "." + tail
		}
	}
	return strings.TrimPrefix(r.ID, prefix(r.Kind))
}

func flags(e *Entry, numeric bool) (f byte) {
	for bit, on := range []bool{numeric, e.Capital, e.Rough, e.Quarter, e.Gone} {
		if on {
			f |= 1 << bit
		}
	}
	return f | byte(e.Seat)<<seatShift
}

func (w *writer) countryTable() []byte {
	var out []byte
	for i, code := range w.codes {
		out = append(out, (code + "\x00\x00\x00\x00")[:4]...)
		out = binary.LittleEndian.AppendUint32(out, w.heads[i])
	}
	return out
}

// posting is one name of one row, folded.
type posting struct {
	key string
	ref Ref
}

// postings gives the names of all rows in order. Their letters stand in a few
// large pieces of memory.
func postings(rows []Row) []posting {
	n := 0
	for i := range rows {
		n += len(rows[i].Names)
	}
	all := make([]posting, 0, n)
	var piece strings.Builder
	for i := range rows {
		for _, name := range rows[i].Names {
			key := Fold(name.Text)
			if key == "" {
				continue
			}
			if piece.Cap()-piece.Len() < len(key) {
				piece = strings.Builder{}
				piece.Grow(1 << 20)
			}
			from := piece.Len()
			piece.WriteString(key)
			all = append(all, posting{piece.String()[from:], Ref(i)<<formBits | Ref(name.Form)})
		}
	}
	slices.SortFunc(all, func(a, b posting) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.ref, b.ref)) })
	return all
}

// keys writes all names in order, blockLen to a block; within a block each
// key is told by how many bytes it shares with the one before.
func (w *writer) keys(rows []Row) (blocks, keys []byte, count int) {
	all := postings(rows)
	last := ""
	for i := 0; i < len(all); {
		end := i + 1
		for end < len(all) && all[end].key == all[i].key {
			end++
		}
		key, refs := all[i].key, plainest(all[i:end])
		shared := 0
		if count%blockLen == 0 {
			blocks = binary.LittleEndian.AppendUint32(blocks, uint32(len(keys)))
		} else {
			for shared < min(len(key), len(last)) && key[shared] == last[shared] {
				shared++
			}
		}
		keys = append(append(keys, byte(shared), byte(len(key)-shared)), key[shared:]...)
		keys = binary.AppendUvarint(keys, uint64(len(refs)))
		for _, r := range refs {
			keys = binary.AppendUvarint(keys, uint64(r))
		}
		last, i = key, end
		count++
	}
	return blocks, keys, count
}

// plainest gives the refs of postings of one key. A plain form of the name
// makes the other forms needless that a row has.
func plainest(same []posting) (refs []Ref) {
	for _, p := range same {
		if n := len(refs); n > 0 && refs[n-1].Index() == p.ref.Index() && (refs[n-1].Form() <= Alternate || refs[n-1] == p.ref) {
			continue
		}
		refs = append(refs, p.ref)
	}
	return refs
}

// assemble puts the parts of a file together.
func assemble(card []byte, sections ...[]byte) []byte {
	var out bytes.Buffer
	out.WriteString(magic)
	at := headLen
	head := binary.LittleEndian.AppendUint32(nil, Format)
	for _, s := range append([][]byte{card}, sections...) {
		head = binary.LittleEndian.AppendUint32(head, uint32(at))
		head = binary.LittleEndian.AppendUint32(head, uint32(len(s)))
		at += len(s)
	}
	out.Write(head)
	out.Write(card)
	for _, s := range sections {
		out.Write(s)
	}
	sum := crc32.Checksum(out.Bytes(), castagnoli)
	return binary.LittleEndian.AppendUint32(out.Bytes(), sum)
}

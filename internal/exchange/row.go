// Package exchange writes the archive's events in the forms that others read, and
// reads theirs: GDELT, POLECAT, ICEWS, Phoenix, PETRARCH, PLOVER, ACLED, UCDP,
// tables, maps and graphs. Columns are those of doc/formats.md.
package exchange

import (
	"time"

	"parley"
)

// Row is an event with what the archive knows about it: all that a format may ask
// for. A row that was read from a file has what that format holds.
type Row struct {
	Event    parley.Event
	Document parley.Document // without Text where the archive no longer has it
	Incident parley.Incident // the incident of the event; ID empty where there is none
	Coder    string          // "parley 0.4.0 r4" or the name of the data set that it came from
	Coded    time.Time       // when it was coded or imported, UTC
	Revision int             // of the record, from 1: how often it was coded or corrected anew
	Review   string          // "machine", "reviewed", "confirmed", "disputed", "retracted"
}

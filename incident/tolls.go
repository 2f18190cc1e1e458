package incident

// toll is a count of people in a sentence: "at least 12 soldiers killed".
type toll struct {
	what  tollKind
	count uint32
}

type tollKind uint8

// What people are counted for.
const (
	_ tollKind = iota
	dead
	hurt
	taken // arrested, abducted
	freed
)

var tollNames = [...]string{"", "killed", "injured", "taken", "freed"}

var tollWords = map[string]tollKind{
	"killed": dead, "killing": dead, "dead": dead, "died": dead, "kills": dead, "kill": dead, "deaths": dead, "lives": dead,
	"slain": dead, "massacred": dead, "executed": dead, "bodies": dead, "die": dead, "toll": dead, "fatalities": dead, "lost": dead,
	"wounded": hurt, "wounding": hurt, "injured": hurt, "injuring": hurt, "hurt": hurt, "injuries": hurt, "wounds": hurt, "wound": hurt,
	"arrested": taken, "arresting": taken, "detained": taken, "detaining": taken, "arrest": taken, "kidnapped": taken, "abducted": taken, "arrests": taken,
	"seized": taken, "captured": taken, "rounded": taken, "abducting": taken, "kidnapping": taken, "held": taken, "detain": taken,
	"freed": freed, "released": freed, "freeing": freed, "releasing": freed, "release": freed, "free": freed, "pardoned": freed, "swapped": freed, "exchanged": freed,
}

var numberWords = map[string]uint32{
	"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
	"eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
	"seventy": 70, "eighty": 80, "ninety": 90, "one": 1,
}

// tollReader finds tolls word by word: a number belongs to the nearest word that says
// what is counted, within a few words on either side.
type tollReader struct {
	at      int
	number  uint32
	numAt   int
	kind    tollKind
	kindAt  int
	pending bool
	found   []toll
}

// reach is how many words may lie between a number and what it counts.
const reach = 6

func (t *tollReader) word(w []byte) {
	t.at++
	n, isNum := number(w)
	if isNum {
		if t.pending && t.numAt == t.at-1 && n < 10 && t.number >= 20 { // "twenty-five"
			n += t.number
		}
		t.number, t.numAt, t.pending = n, t.at, true
		if t.kind != 0 && t.at-t.kindAt <= 4 { // "killed at least 12"
			t.add(t.kind, n)
		}
		return
	}
	k, known := tollWords[string(w)]
	if !known {
		return
	}
	if t.pending && t.at-t.numAt <= reach && len(t.found) < maxTolls && !t.used() {
		t.add(k, t.number)
		t.kind = 0
		return
	}
	t.kind, t.kindAt = k, t.at
}

// used reports whether the number at hand has been counted already.
func (t *tollReader) used() bool { return !t.pending }

func (t *tollReader) add(k tollKind, n uint32) {
	t.pending, t.kind = false, 0
	for _, f := range t.found {
		if f.what == k {
			return
		}
	}
	if len(t.found) < maxTolls && n > 0 {
		t.found = append(t.found, toll{k, n})
	}
}

// number reads a count; years and the like are none.
func number(w []byte) (uint32, bool) {
	if !isNumber(w) {
		n, ok := numberWords[string(w)]
		return n, ok
	}
	n := uint32(0)
	for _, c := range w {
		if c < '0' || c > '9' || n > 1e6 {
			return 0, false
		}
		n = n*10 + uint32(c-'0')
	}
	if n >= 1900 && n < 2100 {
		return 0, false
	}
	return n, true
}

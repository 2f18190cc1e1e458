package dialogue

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"parley"
)

// people of the tests, by the letters that stories call them.
var people = map[string]Side{
	"G": {"COL:GOV", "Colombia", "COL", "GOV"},
	"R": {"national-liberation-army", "National Liberation Army", "COL", "REB"},
	"S": {"revolutionary-armed-forces-of-colombia", "FARC", "COL", "REB"},
	"U": {"COL:REB", "armed opposition (Colombia)", "COL", "REB"},
	"N": {"NOR:GOV", "Norway", "NOR", "GOV"},
	"C": {"CUB:GOV", "Cuba", "CUB", "GOV"},
	"O": {"united-nations", "United Nations", "IGO", "IGO"},
	"X": {"AFG:GOV", "Afghanistan", "AFG", "GOV"},
	"T": {"afghan-taliban", "Afghan Taliban", "AFG", "REB"},
	"H": {"hayat-tahrir-al-sham", "Hayat Tahrir al-Sham", "SYR", "REB"},
	"Y": {"SYR:GOV", "Syria", "SYR", "GOV"},
	"I": {"IRN:GOV", "Iran", "IRN", "GOV"},
	"A": {"USA:GOV", "United States", "USA", "GOV"},
}

var at = []Arena{{"COL", "COL"}, {"AFG", "AFG"}, {"SYR", "SYR"}, {"IRN", "USA"}}

// story reads facts, a line each: DAY KIND ACTORS>RECIPIENTS SUBJECT words. Of the
// words, "mutual", "alleged", "planned", "truce", "until=DAY", "reported=DAY", "says=LETTERS",
// "with=LETTERS", "role=LETTER", "matter=", "sources=N" and "denies=KIND" count. Kinds are
// written with - for blanks.
func story(t testing.TB, lines string) []Fact {
	t.Helper()
	var out []Fact
	for n, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		words := strings.Fields(line)
		who, whom, _ := strings.Cut(words[2], ">")
		f := Fact{
			Incident: fmt.Sprintf("i%03d", n), Event: fmt.Sprintf("e%03d", n), Day: on(t, words[0]), Kind: parley.MoveKind(strings.ReplaceAll(words[1], "-", " ")),
			Actors: cast(who), Recipients: cast(whom), Sources: 1, Confidence: 0.8, Outlets: []string{"Post"},
		}
		if kindNumber(f.Kind) == 0 {
			t.Fatalf("%q: no such kind", words[1])
		}
		f.Reported = f.Day
		for _, w := range words[3:] {
			name, value, _ := strings.Cut(w, "=")
			switch name {
			case "mutual":
				f.Mutual = true
			case "alleged":
				f.Alleged = true
			case "planned":
				f.Planned = true
			case "truce":
				f.Truce = true
			case "until":
				f.Until = on(t, value)
			case "reported":
				f.Reported = on(t, value)
			case "says":
				f.Says = cast(value)
			case "with":
				f.With = cast(value)
			case "role":
				f.Thirds = append(f.Thirds, Third{parley.RoleMediator, people[value]})
			case "party":
				f.Thirds = append(f.Thirds, Third{parley.RoleParty, people[value]})
			case "matter":
				f.Matter = value
			case "sources":
				fmt.Sscan(value, &f.Sources)
			case "denies":
				f.Denies = parley.MoveKind(strings.ReplaceAll(value, "-", " "))
			case "bare":
				f.Outlets = nil
			default:
				f.About = parley.Subject(w)
			}
		}
		out = append(out, f)
	}
	return out
}

func cast(letters string) (out []Side) {
	for _, r := range letters {
		out = append(out, people[string(r)])
	}
	return out
}

// tell is the only dialogue of a story on a day.
func tell(t testing.TB, facts []Fact, day string) parley.Dialogue {
	t.Helper()
	list := book(t).Build(facts, at, nil, on(t, day))
	if len(list) != 1 {
		var names []string
		for _, d := range list {
			names = append(names, d.Name)
		}
		t.Fatalf("%d dialogues, want one: %v", len(list), names)
	}
	return list[0]
}

// TestStates runs stories to several days each.
func TestStates(t *testing.T) {
	for name, c := range map[string]struct {
		story string
		want  map[string]string // day to state
	}{
		"a call that nobody answers": {`
			2020-01-01 call O>GR talks
			2020-02-01 call O>GR talks`,
			map[string]string{"2020-01-02": "calls", "2020-02-10": "calls", "2020-04-30": "calls", "2020-05-01": "dormant"}},
		"a refusal takes back an offer": {`
			2020-01-01 offer G>R talks
			2020-01-05 refuse R>G talks`,
			map[string]string{"2020-01-01": "talks about talks", "2020-01-05": "calls"}},
		"talks, suspended and resumed": {`
			2020-01-01 round GR> talks
			2020-01-10 suspend G>R talks
			2020-01-12 refuse R>G talks
			2020-02-01 resume GR> talks
			2020-02-05 collapse GR> talks`,
			map[string]string{"2020-01-01": "talks", "2020-01-11": "suspended", "2020-01-31": "suspended", "2020-02-01": "talks", "2020-02-05": "collapsed"}},
		"a truce for a month runs out while they talk": {`
			2020-01-01 round GR> talks
			2020-01-03 declare-ceasefire GR> ceasefire mutual until=2020-02-02
			2020-01-20 round GR> talks`,
			map[string]string{"2020-01-02": "talks", "2020-01-03": "ceasefire", "2020-02-02": "ceasefire", "2020-02-03": "talks"}},
		"a truce is prolonged, then ended": {`
			2020-01-03 declare-ceasefire R> ceasefire with=G until=2020-02-02
			2020-02-01 extend R> ceasefire with=G until=2020-03-02
			2020-02-20 end R>G ceasefire`,
			map[string]string{"2020-02-10": "ceasefire", "2020-02-20": "collapsed"}},
		"an allegation that is denied breaks no truce": {`
			2020-01-03 declare-ceasefire GR> ceasefire mutual
			2020-01-10 violate R>G ceasefire alleged says=G
			2020-01-11 deny R> ceasefire denies=violate says=R with=G`,
			map[string]string{"2020-01-12": "ceasefire"}},
		"a breach that is reported does": {`
			2020-01-03 declare-ceasefire GR> ceasefire mutual
			2020-01-10 violate R>G ceasefire
			2020-01-30 extend GR> ceasefire mutual`,
			map[string]string{"2020-01-09": "ceasefire", "2020-01-10": "violated", "2020-01-30": "ceasefire"}},
		"so do both, when each blames the other": {`
			2020-01-03 declare-ceasefire GR> ceasefire mutual
			2020-01-10 violate R>G ceasefire alleged says=G
			2020-01-11 violate G>R ceasefire alleged says=R`,
			map[string]string{"2020-01-10": "ceasefire", "2020-01-11": "violated"}},
		"an attack under one's own truce is a breach": {`
			2020-01-03 declare-ceasefire GR> ceasefire mutual
			2020-01-10 attack R>G`,
			map[string]string{"2020-01-10": "violated"}},
		"one row of a data set is none, two are": {`
			2020-01-03 declare-ceasefire GR> ceasefire mutual
			2020-01-10 attack R>G bare
			2020-01-12 attack R>G bare`,
			map[string]string{"2020-01-11": "ceasefire", "2020-01-12": "violated"}},
		"rebels without a name break nobody's truce": {`
			2020-01-03 declare-ceasefire GR> ceasefire mutual
			2020-01-05 round GR> talks
			2020-01-10 attack U>G`,
			map[string]string{"2020-01-12": "ceasefire"}},
		"a truce that was broken and not renewed is none when they talk again": {`
			2020-01-03 declare-ceasefire GR> ceasefire mutual
			2020-01-10 violate R>G ceasefire
			2020-02-10 round GR> talks`,
			map[string]string{"2020-02-09": "violated", "2020-02-10": "talks"}},
		"nobody has agreed to what he says that he has not": {`
			2020-01-01 round GR> talks
			2020-01-03 declare-ceasefire GR> ceasefire mutual reported=2020-01-03
			2020-01-05 deny R>G ceasefire denies=declare-ceasefire says=R`,
			map[string]string{"2020-01-03": "ceasefire", "2020-01-05": "talks"}},
		"what was agreed is being done": {`
			2020-01-01 sign GR> agreement truce
			2020-01-20 release G>R release`,
			map[string]string{"2020-01-02": "agreement", "2020-01-20": "implementation"}},
		"an offensive takes the place of talks": {`
			2020-01-01 round GR> talks
			2020-02-01 attack G>R
			2020-02-02 attack G>R
			2020-02-03 attack G>R`,
			map[string]string{"2020-02-02": "talks", "2020-02-03": "collapsed"}},
		"what is announced counts from the announcement": {`
			2020-02-01 meet GR> talks planned reported=2020-01-10`,
			map[string]string{"2020-01-10": "talks about talks", "2020-02-02": "talks about talks"}},
		"silence, and word again": {`
			2020-01-01 round GR> talks
			2020-06-01 offer R>G talks`,
			map[string]string{"2020-03-30": "talks", "2020-03-31": "dormant", "2020-06-01": "talks about talks"}},
		"a movement that becomes the government": {`
			2020-02-29 sign XT> agreement
			2021-06-01 round XT> talks`,
			map[string]string{"2021-08-14": "talks", "2021-08-15": "collapsed", "2022-08-15": "collapsed"}},
		"a movement that becomes a recognised government": {`
			2024-11-20 refuse Y>H talks`,
			map[string]string{"2024-12-07": "calls", "2024-12-08": "collapsed"}},
	} {
		facts := story(t, c.story)
		for day, want := range c.want {
			if d := tell(t, facts, day); string(d.State) != want {
				t.Errorf("%s: %s on %s, want %s; %s", name, d.State, day, want, changes(&d))
			}
		}
	}
}

func changes(d *parley.Dialogue) string {
	var out []string
	for _, c := range d.Changes {
		out = append(out, fmt.Sprintf("%s %s (%s)", c.Day, c.State, c.Why))
	}
	return strings.Join(out, "; ")
}

func TestAsks(t *testing.T) {
	for name, c := range map[string]struct{ story, day, want string }{
		"accepted": {`
			2020-01-01 call O>GR talks
			2020-01-10 accept GR> talks mutual`, "2020-02-01",
			"2020-01-01 united-nations to COL:GOV national-liberation-army for talks: accepted 2020-01-10 9"},
		"refused": {`
			2020-01-01 offer G>R ceasefire
			2020-01-04 refuse R>G ceasefire`, "2020-02-01",
			"2020-01-01 COL:GOV to national-liberation-army for ceasefire: refused 2020-01-04 3"},
		"on conditions": {`
			2020-01-01 call G>R talks
			2020-01-04 condition R>G talks`, "2020-02-01",
			"2020-01-01 COL:GOV to national-liberation-army for talks: conditional 2020-01-04 3"},
		"open, and asked again": {`
			2020-01-01 call G>R ceasefire
			2020-01-10 call G>R ceasefire`, "2020-01-20",
			"2020-01-01 COL:GOV to national-liberation-army for ceasefire: open  19 again 1"},
		"ignored": {`
			2020-01-01 call G>R ceasefire
			2020-01-10 offer R>G talks`, "2020-02-10",
			"2020-01-01 COL:GOV to national-liberation-army for ceasefire: ignored  40; 2020-01-10 national-liberation-army to COL:GOV for talks: ignored  31"},
		"an offer of what was asked for is a yes": {`
			2020-01-01 call G>R talks
			2020-01-03 offer R>G talks`, "2020-01-20",
			"2020-01-01 COL:GOV to national-liberation-army for talks: accepted 2020-01-03 2"},
		"a third party is asked to be talked with": {`
			2020-01-01 call N>G talks party=R
			2020-01-03 refuse G>R talks`, "2020-01-20",
			"2020-01-01 NOR:GOV to COL:GOV national-liberation-army for talks: refused 2020-01-03 2"},
	} {
		d := tell(t, story(t, c.story), c.day)
		var got []string
		for _, a := range d.Asks {
			line := fmt.Sprintf("%s %s to %s for %s: %s %s %d", a.Day, strings.Join(a.By, " "), strings.Join(a.To, " "), a.For, a.Answer, a.On, a.Days)
			if a.Repeated > 0 {
				line += fmt.Sprintf(" again %d", a.Repeated)
			}
			got = append(got, line)
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, s, c.want)
		}
	}
}

func TestCeasefires(t *testing.T) {
	d := tell(t, story(t, `
		2020-01-03 declare-ceasefire R> ceasefire with=G until=2020-02-02
		2020-01-10 violate R>G ceasefire alleged says=G
		2020-01-11 deny R> ceasefire denies=violate says=R with=G
		2020-02-01 extend R> ceasefire with=G until=2020-03-02
		2020-02-25 declare-ceasefire GR> ceasefire mutual
		2020-03-20 end G>R ceasefire`), "2020-04-01")
	if len(d.Truces) != 2 {
		t.Fatalf("%d truces, want two: %+v", len(d.Truces), d.Truces)
	}
	one, two := d.Truces[0], d.Truces[1]
	if one.Agreed || len(one.Extended) != 1 || one.To.String() != "2020-02-25" || len(one.Violations) != 1 {
		t.Errorf("the first: %+v", one)
	}
	if v := one.Violations[0]; !v.Alleged || !slices.Equal(v.Accuser, []string{"COL:GOV"}) || !slices.Equal(v.Denied, []string{"national-liberation-army"}) {
		t.Errorf("its breach: %+v", v)
	}
	if !two.Agreed || two.To.String() != "2020-03-20" || two.Ended < 0 || d.Moves[two.Ended].Kind != parley.MoveEnd {
		t.Errorf("the second: %+v", two)
	}
}

func TestParts(t *testing.T) {
	d := tell(t, story(t, `
		2020-01-01 call O>GR talks
		2020-01-03 mediate N>GR talks
		2020-01-05 round GR> talks role=C
		2020-01-06 meet N>R talks with=G
		2020-01-07 attack S>G with=R
		2020-01-09 refuse R>G talks`), "2020-02-01")
	var got []string
	for _, p := range append(d.Parties, d.Thirds...) {
		got = append(got, fmt.Sprintf("%s %s %s %d", p.Part, p.Key, p.First, p.Moves))
	}
	want := []string{
		"party COL:GOV 2020-01-01 5", "party national-liberation-army 2020-01-01 5", "mediator NOR:GOV 2020-01-03 2", "mediator CUB:GOV 2020-01-05 1",
		"caller united-nations 2020-01-01 1", "spoiler revolutionary-armed-forces-of-colombia 2020-01-07 1",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	if d.Stands[0].Stance != standsFor || d.Stands[1].Stance != standsAgainst {
		t.Errorf("positions: %+v", d.Stands)
	}
	if d.Contact.Last.String() != "2020-01-05" || d.Contact.Days != 27 {
		t.Errorf("contact: %+v", d.Contact)
	}
}

// TestDisputed keeps both readings, and says which one it follows.
func TestDisputed(t *testing.T) {
	facts := story(t, `
		2020-01-03 meet GR> talks
		2020-01-03 deny GR> talks denies=meet says=N`)
	facts[1].Incident = facts[0].Incident
	facts[0].Sources = 3
	d := tell(t, facts, "2020-02-01")
	if len(d.Moves) != 2 || !slices.Equal(d.Moves[0].Against, []int{1}) || !slices.Equal(d.Moves[1].Against, []int{0}) {
		t.Fatalf("moves: %+v", d.Moves)
	}
	c := d.Changes[0]
	if d.State != parley.StateTalks || !slices.Equal(c.Against, []int{1}) || !strings.Contains(c.Why, "other reports") {
		t.Errorf("follows the many: %s", changes(&d))
	}
	facts[0].Sources, facts[1].Sources = 1, 3
	if d := tell(t, facts, "2020-02-01"); d.State == parley.StateTalks {
		t.Errorf("follows the few: %s", changes(&d))
	}
}

// TestFound says what is a dialogue, and which are one.
func TestFound(t *testing.T) {
	names := func(facts []Fact, hand ...Hand) string {
		var out []string
		for _, d := range book(t).Build(facts, at, hand, on(t, "2021-01-01")) {
			out = append(out, fmt.Sprintf("%s %s %d", d.Name, d.Matter, len(d.Moves)))
		}
		slices.Sort(out)
		return strings.Join(out, "; ")
	}
	for name, c := range map[string]struct{ story, want string }{
		"fighting is none": {`2020-01-01 attack R>G`, ""},
		"nothing is none":  {`2020-01-01 gesture R>G`, ""},
		"two movements": {`
			2020-01-01 round GR> talks
			2020-01-02 round GS> talks
			2020-01-03 attack S>G`,
			"Colombia – FARC  2; Colombia – National Liberation Army  1"},
		"those who talk in one room are one": {`
			2020-01-01 round GRS> talks
			2020-02-01 round GRS> talks
			2020-03-01 round GRS> talks
			2020-03-04 round GS> talks`,
			"Colombia – FARC – National Liberation Army  4"},
		"matters are kept apart": {`
			2020-01-01 round IA> talks matter=nuclear
			2020-01-02 round IA> talks matter=nuclear
			2020-01-03 round IA> talks matter=nuclear
			2020-01-04 round IA> talks matter=nuclear
			2020-01-05 round IA> talks matter=nuclear
			2020-01-06 meet I>A talks
			2020-01-07 meet I>A talks matter=trade`,
			"Iran – United States  2; Iran – United States nuclear 5"},
		"the second row of a meeting": {`
			2020-01-01 meet I>A talks bare
			2020-01-01 meet A>I talks bare`,
			"Iran – United States  1"},
		"rebels without a name are those that are told of": {`
			2020-01-01 round GR> talks
			2020-01-05 round GR> talks
			2020-01-07 round GU> talks`,
			"Colombia – National Liberation Army  3"},
		"unless several are": {`
			2020-01-01 round GR> talks
			2020-01-05 round GS> talks
			2020-01-07 round GU> talks`,
			"Colombia – FARC  1; Colombia – National Liberation Army  1; Colombia – armed opposition (Colombia)  1"},
	} {
		if got := names(story(t, c.story)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}

	facts := story(t, `
		2020-01-01 round GR> talks
		2020-01-02 round GS> talks
		2020-01-09 round GS> talks`)
	one, other := idOf(pairOf("COL:GOV", people["R"].Key), ""), idOf(pairOf("COL:GOV", people["S"].Key), "")
	if got := names(facts, Hand{Merge: []string{one, other}}); got != "Colombia – FARC – National Liberation Army  3" {
		t.Errorf("merged by hand: %s", got)
	}
	if got := names(facts, Hand{Split: other, Away: []string{"e002"}}); got != "Colombia – FARC  1; Colombia – FARC part 2 1; Colombia – National Liberation Army  1" {
		t.Errorf("split by hand: %s", got)
	}
	if got := names(nil); got != "" {
		t.Errorf("of nothing: %s", got)
	}
}

// long is a story with a bit of everything.
const long = `
	2020-01-01 call O>GR talks
	2020-01-02 offer G>R talks
	2020-01-02 refuse R>G talks
	2020-01-05 accept GR> talks mutual
	2020-01-05 round GR> talks role=N
	2020-01-07 declare-ceasefire GR> ceasefire mutual until=2020-03-01
	2020-01-07 attack S>G with=R
	2020-01-09 violate R>G ceasefire alleged says=G
	2020-01-09 deny R> ceasefire denies=violate says=R with=G
	2020-02-01 round GU> talks
	2020-02-02 round GS> talks
	2020-02-03 round GRS> talks
	2020-03-01 extend GR> ceasefire mutual until=2020-05-01
	2020-03-09 attack R>G sources=2
	2020-04-01 meet N>R talks with=G
	2020-06-01 sign GR> agreement truce
	2020-07-01 release G>R release
	2020-07-01 call R>G withdrawal`

// TestOrder builds the same facts in other orders, with some of them twice.
func TestOrder(t *testing.T) {
	facts := story(t, long)
	b, day := book(t), on(t, "2020-08-01")
	text := func(facts []Fact) string {
		out, err := json.Marshal(b.Build(facts, at, nil, day))
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	want := text(facts)
	if !strings.Contains(want, `"implementation"`) {
		t.Errorf("the story does not come to its end: %s", want)
	}
	r := rand.New(rand.NewPCG(3, 4))
	for range 50 {
		mixed := append(slices.Clone(facts), facts[r.IntN(len(facts))])
		r.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		if got := text(mixed); got != want {
			t.Fatalf("another order tells another story:\n%s\n%s", got, want)
		}
	}
}

// TestEveryDay holds what must be true of a dialogue on every day of a story.
func TestEveryDay(t *testing.T) {
	facts := story(t, long)
	for day := on(t, "2020-01-01"); day < on(t, "2021-06-01"); day++ {
		for _, d := range book(t).Build(facts, at, nil, day) {
			check(t, &d)
			// What is due changes nothing before its day.
			if d.Due == 0 || d.Due <= day {
				if d.Due != 0 {
					t.Fatalf("%s: due %s", day, d.Due)
				}
				continue
			}
			for _, e := range book(t).Build(visible(facts, day), at, nil, d.Due-1) {
				if e.ID == d.ID && (e.State != d.State || e.Since != d.Since) {
					t.Fatalf("%s of %s is %s on %s and nothing is due before %s", d.State, day, e.State, d.Due-1, d.Due)
				}
			}
		}
	}
}

// visible are the facts that were reported until a day.
func visible(facts []Fact, day parley.Day) (out []Fact) {
	for _, f := range facts {
		if f.Reported <= day {
			out = append(out, f)
		}
	}
	return out
}

func check(t *testing.T, d *parley.Dialogue) {
	t.Helper()
	last := parley.Day(0)
	state := parley.State("")
	for _, c := range d.Changes {
		if c.Day < last || c.From != state || c.State == state || c.Why == "" || c.Move >= len(d.Moves) || c.Day > d.AsOf {
			t.Fatalf("%s: changes do not follow each other: %s", d.AsOf, changes(d))
		}
		last, state = c.Day, c.State
	}
	if d.State != state || d.Since != last {
		t.Fatalf("%s: %s since %s, and the last change is to %s", d.AsOf, d.State, d.Since, state)
	}
	for _, a := range d.Asks {
		if a.Answered >= 0 != (a.Answer != parley.AnswerOpen && a.Answer != parley.AnswerIgnored) || a.Days < 0 || a.Answered >= 0 && a.On < a.Day {
			t.Fatalf("%s: ask %+v", d.AsOf, a)
		}
	}
	for _, c := range d.Truces {
		if c.To != 0 && c.To < c.From || c.To > d.AsOf || len(c.By) == 0 {
			t.Fatalf("%s: truce %+v", d.AsOf, c)
		}
	}
	for i, m := range d.Moves {
		if m.Reported > d.AsOf || Sentence(d, &m) == "" {
			t.Fatalf("%s: move %+v: %q", d.AsOf, m, Sentence(d, &m))
		}
		for _, k := range m.Against {
			if !slices.Contains(d.Moves[k].Against, i) {
				t.Fatalf("%s: %d is against %d, and not the other way round", d.AsOf, i, k)
			}
		}
	}
}

package brief

import (
	"math"
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/place"
)

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     string
	}{
		{"2031-03-03", "2031-03-12", "3 Mar 2031|4 Mar|5 Mar|6 Mar|7 Mar|8 Mar|9 Mar|10 Mar|11 Mar|12 Mar"},
		{"2031-03-01", "2031-04-10", "3 Mar 2031|10 Mar|17 Mar|24 Mar|31 Mar|7 Apr"},
		{"2030-11-15", "2031-05-02", "25 Nov 2030|9 Dec|23 Dec|6 Jan 2031|20 Jan|3 Feb|17 Feb|3 Mar|17 Mar|31 Mar|14 Apr|28 Apr"},
		{"2029-04-01", "2031-03-30", "May 2029|Jul|Sep|Nov|Jan 2030|Mar|May|Jul|Sep|Nov|Jan 2031|Mar"},
		{"2030-06-10", "2031-05-02", "Jul 2030|Aug|Sep|Oct|Nov|Dec|Jan 2031|Feb|Mar|Apr|May"},
		{"1990-01-01", "2031-03-30", "1990|1995|2000|2005|2010|2015|2020|2025|2030"},
		{"2031-03-03", "2031-03-03", "3 Mar 2031"},
	} {
		var got []string
		last := math.Inf(-1)
		for _, tk := range (timeScale{day(c.from), day(c.to), 0, 800}).ticks(60) {
			got = append(got, tk.label)
			if tk.at-last < 55 || tk.at < 0 || tk.at > 800 {
				t.Errorf("%s to %s: %s is at %.0f after %.0f", c.from, c.to, tk.label, tk.at, last)
			}
			last = tk.at
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s to %s: %s", c.from, c.to, strings.Join(got, "|"))
		}
	}
}

// crossing tells the first two marks of a lane that lie upon each other.
func crossing(l *lane) (a, b laneMark, found bool) {
	for _, row := range l.rows {
		for i := 1; i < len(row); i++ {
			if row[i].x-row[i-1].x < markGap {
				return row[i-1], row[i], true
			}
		}
	}
	return a, b, false
}

func TestNoMarkHidesAnother(t *testing.T) {
	for _, n := range []int{1, 5, 40, 300, 3000} {
		l := &lane{}
		for i := range n {
			l.marks = append(l.marks, laneMark{x: 170 + float64(i*7919%n)/float64(n)*800, class: class(i % int(classes)), hollow: i%5 == 0, planned: i%17 == 0, n: 1, moves: []int{i}})
		}
		l.arrange(170)
		if a, b, found := crossing(l); found {
			t.Errorf("%d moves: marks at %.1f and %.1f lie upon each other", n, a.x, b.x)
		}
		var moves []int
		for _, row := range l.rows {
			for _, m := range row {
				if m.n != len(m.moves) {
					t.Errorf("%d moves: a mark says %d and stands for %d", n, m.n, len(m.moves))
				}
				moves = append(moves, m.moves...)
			}
		}
		slices.Sort(moves)
		if len(slices.Compact(moves)) != n || len(l.rows) > maxRows {
			t.Errorf("%d moves: %d in %d rows", n, len(moves), len(l.rows))
		}
	}
}

func TestFewMovesStandAtTheirDays(t *testing.T) {
	l := &lane{marks: []laneMark{{x: 300, n: 1}, {x: 200.5, n: 1}, {x: 305, n: 1}}}
	l.arrange(170)
	if len(l.rows) != 2 || l.rows[0][0].x != 200.5 || l.rows[0][1].x != 300 || l.rows[1][0].x != 305 {
		t.Errorf("got %+v", l.rows)
	}
}

func TestTimelineShowsWhatIsThere(t *testing.T) {
	d := medium()
	tk := newTalk(&d, 1)
	got, keys := drawTimeline(tk, day("2031-03-03"), day("2031-03-30"))
	for _, want := range []string{`class="bar one"`, `class="bar both"`, `class="breach alleged"`, `class="breach"`, `class="announced"`, `class="cap"`, "planned", "hollow", "by Sorland", "Mediators and others", `class="period"`, `class="future"`} {
		if !strings.Contains(string(got.SVG), want) {
			t.Errorf("the timeline lacks %s", want)
		}
	}
	if strings.Count(string(got.SVG), `class="cap"`) != 1 {
		t.Error("only one of the truces has ended")
	}
	var words []string
	for _, k := range keys {
		words = append(words, k.Words)
	}
	for _, want := range []string{"dotted: announced, not yet reported done", "ceasefire of one side", "violation alleged", classWords[classMeet]} {
		if !slices.Contains(words, want) {
			t.Errorf("the legend lacks %q", want)
		}
	}
	small := small()
	_, keys = drawTimeline(newTalk(&small, 1), day("2031-03-03"), day("2031-03-30"))
	for _, k := range keys {
		if strings.Contains(k.Words, "ceasefire") {
			t.Errorf("the legend tells of what is not there: %q", k.Words)
		}
	}
}

func TestTimelineIsBounded(t *testing.T) {
	span := func(change func(d *Dialogue)) timeScale {
		d := small()
		change(&d)
		tl := &timeline{t: newTalk(&d, 1), from: day("2031-03-03"), to: day("2031-03-30")}
		return tl.span()
	}
	if s := span(func(d *Dialogue) { d.Moves[0].Day = day("1990-01-01") }); s.from < day("2029-01-01") {
		t.Errorf("it begins on %s", s.from)
	}
	if s := span(func(d *Dialogue) { d.Moves[4].Day = day("2999-01-01") }); s.to > day("2031-05-01") {
		t.Errorf("it ends on %s", s.to)
	}
	if s := span(func(d *Dialogue) { d.AsOf = day("2039-01-01") }); s.to > day("2031-09-01") {
		t.Errorf("of a long silence it ends on %s", s.to)
	}
}

func TestNamesOfActorsDoNotCollide(t *testing.T) {
	for _, n := range []int{3, 4, 5, 6, 7, 8, 9, 12, 40} {
		net := newNetwork(edges(n), false)
		nodes := net.nodes()
		order := make([]int, len(nodes))
		for i := range order {
			order[i] = i
		}
		oval(nodes, order)
		for i := range nodes {
			for j := range i {
				if nodes[i].left == nodes[j].left && math.Abs(nodes[i].y-nodes[j].y) < 18 {
					t.Errorf("%d actors: names at %.0f and %.0f", n, nodes[i].y, nodes[j].y)
				}
			}
		}
		if len(nodes) > maxNodes {
			t.Errorf("%d actors are drawn", len(nodes))
		}
	}
}

func TestThoseWhoDealWithEachOtherStandTogether(t *testing.T) {
	list := []Edge{{A: "a", B: "d", Conflict: 50}, {A: "b", B: "e", Cooperation: 50}, {A: "c", B: "f", Conflict: 50}, {A: "a", B: "b", Conflict: 1}}
	at := map[string]int{"a": 0, "b": 1, "c": 2, "d": 3, "e": 4, "f": 5}
	order := arranged(6, list, at)
	for _, e := range list[:3] {
		d := slices.Index(order, at[e.A]) - slices.Index(order, at[e.B])
		if d = max(d, -d); min(d, 6-d) != 1 {
			t.Errorf("%s and %s are %d apart in %v", e.A, e.B, d, order)
		}
	}
}

func TestArc(t *testing.T) {
	for _, c := range []struct {
		lons       []float64
		west, east float64
	}{{[]float64{10, 30}, 10, 30}, {[]float64{170, -170}, 170, 190}, {[]float64{5}, 5, 5}, {[]float64{-100, 100, 120}, 100, 260}} {
		if w, e := arc(c.lons); w != c.west || e != c.east {
			t.Errorf("arc(%v) = %v to %v, want %v to %v", c.lons, w, e, c.west, c.east)
		}
	}
}

func TestMapHoldsEverySpot(t *testing.T) {
	for name, spots := range map[string][]spot{
		"one": {{lat: 34, lon: 70}}, "two": {{lat: 34, lon: 70}, {lat: 30, lon: 67}}, "pacific": {{lat: -18, lon: 178}, {lat: -14, lon: -171}},
		"world": {{lat: 60, lon: -120}, {lat: -30, lon: 150}, {lat: 10, lon: 20}}, "north": {{lat: 85, lon: 0}}, "tall": {{lat: -50, lon: 0}, {lat: 70, lon: 1}},
	} {
		p := fit(spots)
		for _, s := range spots {
			if x, y := p.xy(s.lon, s.lat); x < 0 || x > p.width || y < 0 || y > p.height {
				t.Errorf("%s: %v is at %.0f %.0f of %.0f × %.0f", name, s, x, y, p.width, p.height)
			}
		}
		if p.height < 300 || p.height > 720 {
			t.Errorf("%s: %.0f high", name, p.height)
		}
	}
}

func TestLandIsCutAtTheEdge(t *testing.T) {
	p := projection{west: 0, east: 10, south: 0, north: 10, squeeze: 1, scale: 10, width: 100, height: 100}
	ring := func(lonLat ...int32) (out []place.Vertex) {
		for i := 0; i < len(lonLat); i += 2 {
			out = append(out, place.Vertex{Lon: lonLat[i] * 1000, Lat: lonLat[i+1] * 1000})
		}
		return out
	}
	for name, c := range map[string]struct {
		ring []place.Vertex
		turn float64
		want string
	}{
		"inside": {ring(1, 1, 1, 5, 5, 5, 1, 1), 0, "M10 90L10 50L50 50L10 90Z"}, "outside": {ring(20, 1, 20, 5, 25, 5, 20, 1), 0, ""},
		"around": {ring(-90, -80, -90, 80, 90, 80, 90, -80, -90, -80), 0, "M-4 104L-4 -4L104 -4L104 104Z"},
		"turned": {ring(-359, 1, -359, 5, -355, 5, -359, 1), 360, "M10 90L10 50L50 50L10 90Z"},
	} {
		got := ""
		if pts := visible(c.ring, c.turn, &p); len(pts) > 0 {
			got = path(pts)
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestCentre(t *testing.T) {
	area, at := centre([]point{{0, 0}, {10, 0}, {10, 20}, {0, 20}})
	if area != 200 || math.Abs(at.x-5) > 1e-9 || math.Abs(at.y-10) > 1e-9 {
		t.Errorf("got %v at %v", area, at)
	}
}

func TestOnlyWhatIsKnownWellIsOnTheMap(t *testing.T) {
	p, err := newPage(cases()["crowded"], true)
	if err != nil {
		t.Fatal(err)
	}
	svg := string(p.Map.Drawing.SVG)
	for _, s := range p.Map.Spots {
		if s.Precision == "country" || s.Precision == "region" {
			t.Errorf("%s is drawn", s.Name)
		}
	}
	if len(p.Map.Wide) != 2 || p.Map.Unknown == 0 || strings.Contains(svg, "Sahel") {
		t.Errorf("%d wide, %d unknown", len(p.Map.Wide), p.Map.Unknown)
	}
	if !strings.Contains(svg, `class="area conf"`) || !strings.Contains(svg, "Peshawar") || !strings.Contains(svg, "AFGHANISTAN") {
		t.Error("the map lacks rings, places or countries")
	}
}

func TestTrendBreaksAtGaps(t *testing.T) {
	s := Series{Name: "x"}
	for i := range 5 {
		s.Steps = append(s.Steps, Step{From: day("2031-01-06") + parley.Day(7*i), To: day("2031-01-12") + parley.Day(7*i), Cooperation: 5, Conflict: -3, Quads: Quads{1, 1, 1, 1}, Gap: i == 2})
	}
	tr := newTrend(&s, true)
	svg := string(tr.Drawing.SVG)
	_, line, _ := strings.Cut(svg, `<path d="M`)
	line, _, _ = strings.Cut(line, `"`)
	if strings.Count(line, "M") != 1 || strings.Count(svg, `class="gap"`) != 1 {
		t.Errorf("line %q", line)
	}
	if want := "5 weeks: 10 cooperative incidents and 10 conflictual ones. Most cooperation in the week of 6 January 2031 (2); most conflict in the week of 6 January 2031 (2)."; tr.Summary != want {
		t.Errorf("got %q, want %q", tr.Summary, want)
	}
}

func TestNiceSteps(t *testing.T) {
	for highest, want := range map[float64]float64{0: 1, 2: 1, 10: 5, 12: 5, 100: 50, 240: 100, 3: 1} {
		if got := niceSteps(highest, 3); got != want {
			t.Errorf("niceSteps(%v) = %v, want %v", highest, got, want)
		}
	}
}

func TestCodesOfReadingsAreInWords(t *testing.T) {
	for _, c := range [][3]string{
		{"type", "REQUEST", "made a request"}, {"type", "ODD", "ODD"}, {"status", "negated", "said not to have happened"}, {"status", "actual", "done"},
		{"number", "12 killed", "12 killed"}, {"place", "AGREE", "AGREE"},
	} {
		if got := readingOf(c[0], c[1]); got != c[2] {
			t.Errorf("readingOf(%q, %q) = %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

func TestTablesAreBounded(t *testing.T) {
	d := crowded()
	for len(d.Moves) < 3000 {
		d.Moves = append(d.Moves, d.Moves[len(d.Moves)-300])
	}
	for len(d.Asks) < 300 {
		d.Asks = append(d.Asks, d.Asks...)
	}
	for len(d.Truces) < 100 {
		d.Truces = append(d.Truces, d.Truces...)
	}
	r := reportOf(d)
	p, err := newPage(r, true)
	if err != nil {
		t.Fatal(err)
	}
	k := p.Dialogues[0]
	if len(k.Moves) > maxMoves+maxAttacks || len(k.Moves)+k.LeftMoves != 3000 {
		t.Errorf("%d moves, %d left out", len(k.Moves), k.LeftMoves)
	}
	if len(k.Open) != maxAsks || len(k.Answered) != maxAsks || len(k.Open)+len(k.Answered)+k.LeftOpen+k.LeftAnswered != len(d.Asks) {
		t.Errorf("%d and %d asks, %d and %d left out", len(k.Open), len(k.Answered), k.LeftOpen, k.LeftAnswered)
	}
	if len(k.Truces) != maxTruces || k.LeftTruces != len(d.Truces)-maxTruces {
		t.Errorf("%d truces, %d left out", len(k.Truces), k.LeftTruces)
	}
	page, text := htmlOf(t, r), markdownOf(t, r)
	for _, out := range []string{page, text} {
		if !strings.Contains(out, "more moves.") || !strings.Contains(out, "earlier ceasefires.") {
			t.Error("it does not say that rows are left out")
		}
	}
	if err := balanced(page); err != nil {
		t.Error(err)
	}
}

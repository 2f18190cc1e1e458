package ontology

import (
	"strings"
	"testing"
)

// Every code, mode and context that a table names must exist in its own table.
func TestTablesAgree(t *testing.T) {
	o := Default()
	if len(o.order) != 16 {
		t.Errorf("%d types, want 16", len(o.order))
	}
	check := func(where string, c Coding) {
		if _, ok := o.types[c.Type]; !ok && c.Type != None {
			t.Errorf("%s: type %q", where, c.Type)
		}
		if c.Mode != "" && !o.HasMode(c.Type, c.Mode) {
			t.Errorf("%s: %s has no mode %q", where, c.Type, c.Mode)
		}
		if _, ok := o.cameo[c.CAMEO]; !ok {
			t.Errorf("%s: no CAMEO code %q", where, c.CAMEO)
		}
	}
	contexts := func(where string, names []string) {
		for _, name := range names {
			if _, ok := o.contexts[name]; !ok {
				t.Errorf("%s: context %q", where, name)
			}
		}
	}
	for code, row := range o.cross {
		check("crosswalk "+code, Coding{row.Type, row.Mode, code})
		contexts("crosswalk "+code, row.Contexts)
	}
	for name, a := range o.acts {
		check("act "+name, a.Coding)
		contexts("act "+name, a.Contexts)
		if _, ok := o.families[a.Family]; !ok {
			t.Errorf("act %s: family %q", name, a.Family)
		}
		if _, ok := o.acts[a.Halted]; a.Halted != "" && !ok {
			t.Errorf("act %s: halted act %q", name, a.Halted)
		}
	}
	for name, ops := range o.families {
		for op, c := range ops {
			check("family "+name+" "+string(op), c)
		}
	}
	for _, info := range o.types {
		switch info.Quad {
		case "verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict":
		default:
			t.Errorf("type %s: quad %q", info.Type, info.Quad)
		}
	}
}

// Every CAMEO code below the roots has a row in the crosswalk, roots 01 and 02 included.
func TestCrosswalkIsComplete(t *testing.T) {
	o := Default()
	for code, c := range o.cameo {
		if _, ok := o.cross[code]; !ok && len(code) > 2 {
			t.Errorf("%s %s: no crosswalk", code, c.Name)
		}
		if len(code) > 2 && o.cameo[code[:len(code)-1]].Code == "" {
			t.Errorf("%s: parent missing", code)
		}
		if c.Goldstein < -10 || c.Goldstein > 10 {
			t.Errorf("%s: Goldstein %g", code, c.Goldstein)
		}
	}
}

func TestBadTableNamesFileAndLine(t *testing.T) {
	err := readTable(files, "data/types.tsv", 9, func([]string) error { return nil })
	if err == nil || !strings.HasPrefix(err.Error(), "data/types.tsv:2: ") {
		t.Errorf("got %v", err)
	}
}

func TestScoreTakesModeBeforeType(t *testing.T) {
	o := Default()
	for _, c := range []struct {
		typ  Type
		mode string
		want float64
	}{{"REQUEST", "meet", 0}, {"REQUEST", "assist", 0.5}, {"ACCUSE", "", -3}, {"ACCUSE", "disapprove", -2}, {"AID", "", 10}} {
		if got := o.Score(c.typ, c.mode); got != c.want {
			t.Errorf("%s %s: %g, want %g", c.typ, c.mode, got, c.want)
		}
	}
}

func TestCompose(t *testing.T) {
	o := Default()
	for _, c := range []struct {
		expr string // outermost operator first, then the act
		want string
	}{
		{"appeal negotiate", "REQUEST:meet 026"},
		{"demand meet", "REQUEST:meet 106"},
		{"intend negotiate", "AGREE: 036"},
		{"reject negotiate", "REJECT:meet 125"},
		{"reject appeal negotiate", "REJECT:meet 125"},
		{"accept appeal negotiate", "AGREE: 036"},
		{"appeal accept mediate", "REQUEST:meet 028"},
		{"halt negotiate", "SANCTION:withdraw 164"},
		{"threaten halt negotiate", "THREATEN:relations 134"},
		{"halt intend meet", "REJECT:meet 125"},
		{"appeal halt attack", "REQUEST:yield 0256"},
		{"intend halt attack", "CONCEDE: 0356"},
		{"agree halt fight", "AGREE: 0356"},
		{"reject halt shell", "REJECT:yield 1246"},
		{"intend release", "CONCEDE: 0353"},
		{"accuse attack", "ACCUSE:allege 1123"},
		{"accuse reject negotiate", "ACCUSE:allege 112"},
		{"appeal halt sanction", "REQUEST:yield 0254"},
		{"begin begin negotiate", "CONSULT: 046"},
		{"intend attack", "THREATEN:violence 138"},
		{"halt relief", "SANCTION:discontinue 1623"},
	} {
		words := strings.Fields(c.expr)
		got, ok := o.Plain(words[len(words)-1])
		for i := len(words) - 2; i >= 0 && ok; i-- {
			got, ok = o.Compose(Operator(words[i]), got)
		}
		if s := string(got.Coding.Type) + ":" + got.Coding.Mode + " " + got.Coding.CAMEO; !ok || s != c.want {
			t.Errorf("%s: %s (%v), want %s", c.expr, s, ok, c.want)
		}
	}
	if _, ok := o.Compose(Halt, Composed{}); ok {
		t.Error("halting no act gave an act")
	}
}

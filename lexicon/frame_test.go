package lexicon

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"parley/ontology"
)

func folder(frames string) fstest.MapFS {
	return fstest.MapFS{
		"d/classes.tsv": {Data: []byte("talks\ttalk negotiation peace_talk\nplan\tplan @talks\n")},
		"d/x.frames":    {Data: []byte(frames)},
	}
}

const goodFrame = `
[meet]
verb meet sit+down
act meet
need obj:party with
slots actor=subj recipient=obj,with
yes Mali met Niger. | CONSULT 040 | Mali > Niger
no They met by chance.
`

func TestReadFrames(t *testing.T) {
	f, err := ReadFrames(folder(goodFrame), "d")
	if err != nil {
		t.Fatal(err)
	}
	if len(f.All) != 1 || !f.Has("meet") || !f.Has("sit") || f.Has("down") {
		t.Fatalf("frames %+v, lemmas %v", f.All, f.Lemmas())
	}
	var particles []string
	f.Match("sit", 'v', func(frame *Frame, particle string) bool {
		particles = append(particles, particle)
		return true
	})
	if !slices.Equal(particles, []string{"down"}) {
		t.Errorf("particles of sit: %q, want down", particles)
	}
	f.Match("meet", 'n', func(*Frame, string) bool { t.Error("the verb frame matches a noun"); return true })
	if !f.InClass("peace talk", "plan") || f.InClass("plan", "talks") {
		t.Error("classes do not take each other in as told")
	}
	if ex := f.All[0].Yes[0]; ex.Coding != "CONSULT 040" || ex.Actor != "Mali" || ex.Other != "Niger" {
		t.Errorf("example %+v", ex)
	}
}

func TestReadFramesTellsFaults(t *testing.T) {
	for _, c := range []struct{ frames, want string }{
		{strings.Replace(goodFrame, "act meet", "act fly-to-the-moon", 1), "x.frames:"},
		{strings.Replace(goodFrame, "act meet", "op fly", 1), "unknown operator"},
		{strings.Replace(goodFrame, "obj:party", "obj:nonsense", 1), "unknown class"},
		{strings.Replace(goodFrame, "yes Mali met Niger. | CONSULT 040 | Mali > Niger", "yes Mali met Niger.", 1), "x.frames:7: yes: want"},
		{strings.Replace(goodFrame, "no They met by chance.", "", 1), "needs a yes and a no sentence"},
		{strings.Replace(goodFrame, "verb meet sit+down", "", 1), "has no words"},
		{strings.Replace(goodFrame, "slots actor=subj", "slots king=subj", 1), "x.frames:6: "},
	} {
		_, err := ReadFrames(folder(c.frames), "d")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got error %v, want one with %q, of\n%s", err, c.want, c.frames)
		}
	}
}

// TestEmbeddedFrames lints what ships.
func TestEmbeddedFrames(t *testing.T) {
	f, err := LoadFrames()
	if err != nil {
		t.Fatal(err)
	}
	onto := ontology.Default()
	seen := map[string]bool{}
	types := map[string]bool{}
	for _, frame := range f.All {
		if seen[frame.Name] {
			t.Errorf("%s:%d: second frame %q", frame.File, frame.Line, frame.Name)
		}
		seen[frame.Name] = true
		if frame.Kind == KindAct {
			comp, ok := onto.Plain(frame.Act)
			if !ok {
				t.Errorf("%s:%d: no act %q in the ontology", frame.File, frame.Line, frame.Act)
			}
			types[string(comp.Coding.Type)] = true
		}
	}
	for _, typ := range onto.Types() {
		if name := string(typ); !types[name] && name != "REQUEST" {
			t.Errorf("no frame names an act of type %s", name)
		}
	}
	if n := len(f.Lemmas()); n < 600 {
		t.Errorf("%d lemmas, want at least 600", n)
	}
}

func FuzzReadFrames(f *testing.F) {
	f.Add(goodFrame)
	f.Add("[x]\nverb\nneed :,:\nslots =\nflags\n")
	f.Fuzz(func(t *testing.T, text string) {
		frames, err := ReadFrames(folder(text), "d")
		if err == nil && frames == nil {
			t.Error("neither frames nor an error")
		}
	})
}

package coder

import (
	"slices"
	"strings"

	"parley/lexicon"
	"parley/nlp"
	"parley/ontology"
)

// plainest are the codings of types that are known from the company of words
// only.
var plainest = map[string]string{
	"AGREE": "030", "CONSULT": "040", "SUPPORT": "050", "CONCEDE": "080", "COOPERATE": "060", "AID": "070",
	"RETREAT": "080", "REQUEST": "020", "ACCUSE": "110", "REJECT": "120", "THREATEN": "130", "PROTEST": "140",
	"SANCTION": "160", "MOBILIZE": "150", "COERCE": "170", "ASSAULT": "180",
}

// typicalAct names the plainest act of a type.
var typicalAct = map[string]string{
	"COOPERATE": "cooperate", "AID": "aid", "RETREAT": "concede", "CONCEDE": "concede", "SANCTION": "reduce-relations",
	"MOBILIZE": "mobilise", "COERCE": "coerce", "ASSAULT": "attack", "CONSULT": "talk", "SUPPORT": "praise",
}

// sureDeed is how sure the typer must be to say what an unknown deed under an
// operator is.
const sureDeed = 0.6

// strange reads verb i, which no frame could read, by what its words are like;
// nil when it is none, has no party for a subject, or is like no act.
func (r *reader) strange(i int) *reading {
	if !r.t.isVerb(i) || len(r.c.ranker.typer.types) == 0 || r.barred[i] || r.c.frames.InClass(r.t.lemma(i), "stative") {
		return nil
	}
	s := site{word: i, pos: 'v', actor: -1}
	g := &reading{word: i, core: i, words: []int{i}, rule: "words alike", denier: -1, known: r.evokes(i)}
	g.actors = r.partiesAt(s, slotsOf("subj"))
	if len(g.actors) == 0 || r.says(i) {
		return nil
	}
	g.recipients = without(r.partiesAt(s, slotsOf("obj", "with", "to", "against", "on", "from", "at")), g.actors)
	typ, p := r.likeliest(i)
	if typ == "" || typ == string(ontology.None) {
		return nil
	}
	g.comp.Coding = ontology.Coding{Type: ontology.Type(typ), CAMEO: plainest[typ]}
	g.strange = p
	return g
}

// likeliest returns the type that the words of predicate i are most like, and
// how much.
func (r *reader) likeliest(i int) (string, float64) {
	x := r.likeness(i)
	if x == nil {
		return "", 0
	}
	best, typ := 0.0, ""
	for k, p := range r.c.ranker.typer.guess(x) {
		if p > best {
			best, typ = p, r.c.ranker.typer.types[k]
		}
	}
	return typ, best
}

// likeness is what the typer sees of predicate i; nil when its word has no vector.
func (r *reader) likeness(i int) []float32 {
	t, x := r.t, r.likes[:]
	clear(x)
	if !r.c.vectors.Vector(t.lemma(i), 1, x[:nlp.VectorSize]) {
		return nil
	}
	object, oblique := -1, -1
	for c := t.first[i]; c >= 0; c = t.next[c] {
		switch {
		case t.is(c, "obj") && object < 0:
			object = c
		case t.is(c, "obl") && oblique < 0 && !r.isTime(c):
			oblique = c
		case t.rel(c) == "compound:prt":
			for k, p := range particles {
				if t.lemma(c) == p {
					x[typerParticles+k] = 0.5
				}
			}
		}
	}
	for k, c := range []int{object, oblique} {
		if c >= 0 && t.toks[c].UPOS == "NOUN" {
			r.c.vectors.Vector(t.lemma(c), 1, x[(k+1)*nlp.VectorSize:])
		}
	}
	if subjects := r.subjects(site{word: i, pos: 'v', actor: -1}); len(subjects) > 0 {
		x[typerSubject+r.sort(subjects[0])] = 0.5
	}
	x[typerObject+r.sort(object)] = 0.5
	r.match(i, 'v', func(f *lexicon.Frame, particle string) bool {
		if k := r.c.frameType(f); k >= 0 && (particle == "" || r.particle(i, particle) >= 0) {
			x[typerFrames+k] = 0.5
		}
		return true
	})
	return x
}

// frameType is the number of the type that frame f means when it stands alone,
// or -1.
func (c *Coder) frameType(f *lexicon.Frame) int {
	var comp ontology.Composed
	ok := false
	switch f.Kind {
	case lexicon.KindAct:
		comp, ok = c.onto.Plain(f.Act)
	case lexicon.KindOperator:
		deed, _ := c.onto.Plain("do")
		comp, ok = c.onto.Compose(f.Op, deed)
	default:
		return -1
	}
	if !ok {
		return -1
	}
	return slices.IndexFunc(c.onto.Types(), func(t ontology.Type) bool { return t == comp.Coding.Type })
}

// sort is the number of the sort of party that token i names: 0 for no token, 1
// for a thing.
func (r *reader) sort(i int) int {
	if i < 0 {
		return 0
	}
	p := r.party(i)
	if p == nil {
		return 1
	}
	for k, sectors := range sorts {
		if strings.Contains(sectors, p.actor.Sector) && p.actor.Sector != "" {
			return k + 3
		}
	}
	return 2
}

// sorts are the sectors that are one to the typer.
var sorts = [...]string{"GOV", "MIL SPY", "REB PRM UAF CRM", "COP", "CVL LAB EDU REF MED AGR OPP", "JUD LEG", "IGO NGO SOC REL PTY"}

// particles that change what a verb means.
var particles = [...]string{"up", "down", "off", "out", "over", "in", "back", "away"}

// Where the parts of what the typer sees begin, behind the vectors of the verb,
// its object and its first oblique.
const (
	typerSubject   = 3 * nlp.VectorSize
	typerObject    = typerSubject + 3 + len(sorts)
	typerParticles = typerObject + 3 + len(sorts)
	typerFrames    = typerParticles + len(particles) // the types of the frames that have the verb, fit or not
	typerSize      = typerFrames + 16
)

// LikenessSize is the length of what [Coder.Likeness] gives.
const LikenessSize = typerSize

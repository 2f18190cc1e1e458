package coder

import (
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
	if !r.t.isVerb(i) || len(r.c.ranker.typer.types) == 0 {
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
	clear(r.likes[:])
	if !r.c.vectors.Vector(r.t.lemma(i), 1, r.likes[:nlp.VectorSize]) {
		return nil
	}
	for _, rel := range []string{"obj", "obl"} {
		if o := r.t.child(i, rel); o >= 0 && r.t.toks[o].UPOS == "NOUN" {
			r.c.vectors.Vector(r.t.lemma(o), 1, r.likes[nlp.VectorSize:])
			break
		}
	}
	return r.likes[:]
}

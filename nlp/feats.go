package nlp

import "strings"

// featNames lists the Universal Dependencies notation of each feature, sorted
// as the CoNLL-U format wants it: by name, then by value.
var featNames = [...]struct {
	feat        Feats
	name, value string
}{
	{Imperative, "Mood", "Imp"},
	{Plural, "Number", "Plur"},
	{Singular, "Number", "Sing"},
	{Negative, "Polarity", "Neg"},
	{Past, "Tense", "Past"},
	{Present, "Tense", "Pres"},
	{Finite, "VerbForm", "Fin"},
	{Gerund, "VerbForm", "Ger"},
	{Infinitive, "VerbForm", "Inf"},
	{Participle, "VerbForm", "Part"},
	{Passive, "Voice", "Pass"},
}

// String gives the features in the notation of Universal Dependencies, sorted
// by name ("Tense=Past|VerbForm=Fin"); values of one name are joined with
// commas. No features give the empty string.
func (f Feats) String() string {
	var out strings.Builder
	last := ""
	for _, n := range featNames {
		if !f.Has(n.feat) {
			continue
		}
		switch {
		case n.name == last:
			out.WriteByte(',')
		case last != "":
			out.WriteByte('|')
			fallthrough
		default:
			out.WriteString(n.name)
			out.WriteByte('=')
			last = n.name
		}
		out.WriteString(n.value)
	}
	return out.String()
}

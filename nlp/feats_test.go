package nlp

import "testing"

func TestFeatsString(t *testing.T) {
	cases := []struct {
		feats Feats
		want  string
	}{
		{0, ""},
		{Past | Finite, "Tense=Past|VerbForm=Fin"},
		{Plural, "Number=Plur"},
		{Past | Participle | Passive, "Tense=Past|VerbForm=Part|Voice=Pass"},
		{Gerund | Participle, "VerbForm=Ger,Part"},
		{Negative | Imperative, "Mood=Imp|Polarity=Neg"},
	}
	for _, c := range cases {
		if got := c.feats.String(); got != c.want {
			t.Errorf("Feats(%d).String() = %q, want %q", c.feats, got, c.want)
		}
	}
}

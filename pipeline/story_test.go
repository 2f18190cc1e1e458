package pipeline

import (
	"strings"
	"testing"
	"time"

	"parley"
)

// TestNamesByStory checks whom short names stand for in the story around them.
func TestNamesByStory(t *testing.T) {
	p, err := Open(Config{})
	if err != nil {
		t.Fatal(err)
	}
	w := p.Worker()
	for _, c := range []struct{ text, mention, want string }{
		{"The Tigers attacked the Sri Lankan army.", "The Tigers", "liberation-tigers-of-tamil-eelam LKA REB"},
		{"The Tigers attacked the Polish team.", "The Tigers", "  UNK"},
		{"South Korea offered talks to Pyongyang. The North refused to meet the envoy.", "The North", " PRK "},
		{"France condemned the attack. The North refused to meet the envoy.", "The North", "  UNK"},
		{"The Houthis attacked the town. The government accused the rebels of shelling a market.", "The government", " YEM GOV"},
		{"The Secretary-General, Antonio Guterres, called on Chad to withdraw its troops.", "The Secretary-General, Antonio Guterres", "antonio-guterres IGO IGO"},
	} {
		events := w.Events(&parley.Document{Text: c.text, Published: time.Date(2024, 5, 14, 0, 0, 0, 0, time.UTC)})
		var got []string
		for i := range events {
			for _, a := range events[i].Actors {
				if a.Mention.Text == c.mention {
					got = append(got, strings.Join([]string{a.ID, a.Country, a.Sector}, " "))
				}
			}
		}
		if len(got) != 1 || got[0] != c.want {
			t.Errorf("%s\n\t%s: got %q, want %q", c.text, c.mention, got, c.want)
		}
	}
}

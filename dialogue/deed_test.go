package dialogue

import (
	"testing"

	"parley"
)

func TestDeed(t *testing.T) {
	b := book(t)
	for _, c := range []struct {
		cameo, typ, act, sentence string
		status                    parley.Status
		want                      deed
	}{
		{"026", "REQUEST", "urged", "The UN urged both to talk.", "", deed{"call", "talks"}},
		{"0256", "REQUEST", "urged", "The UN urged both to cease fire.", "", deed{"call", "ceasefire"}},
		{"0256", "REQUEST", "call-for(pull-back)", "Chad called on the rebels to pull back.", "", deed{"call", "withdrawal"}},
		{"020", "REQUEST", "urge(deed)", "It urged both to go back to the truce.", "", deed{"call", "ceasefire"}},
		{"020", "REQUEST", "asked", "It asked for money.", "", deed{"call", "other"}},
		{"036", "AGREE", "offered", "The rebels offered to meet.", "", deed{"offer", "talks"}},
		{"036", "AGREE", "agreed", "The rebels agreed to meet.", "", deed{"accept", "talks"}},
		{"0871", "CONCEDE", "declared", "The rebels declared a truce.", "", deed{"declare ceasefire", "ceasefire"}},
		{"0871", "CONCEDE", "prolonged", "The rebels prolonged their truce.", "", deed{"extend", "ceasefire"}},
		{"0356", "AGREE", "agreed", "Both agreed to extend the ceasefire by a month.", "", deed{"extend", "ceasefire"}},
		{"0353", "AGREE", "agreed", "They agreed on a ceasefire to exchange prisoners.", "", deed{"declare ceasefire", "ceasefire"}},
		{"037", "AGREE", "agreed", "They agreed to a permanent cessation of hostilities.", "", deed{"agree", "agreement"}},
		{"057", "SUPPORT", "signed", "They signed a truce.", "", deed{"declare ceasefire", "ceasefire"}},
		{"057", "SUPPORT", "signed", "They signed a peace agreement that ends the war.", "", deed{"sign", "agreement"}},
		{"057", "SUPPORT", "signed", "They signed an agreement to stop fighting for six months.", "", deed{"declare ceasefire", "ceasefire"}},
		{"0871", "RETREAT", "observed", "The group has observed a truce since June.", "", deed{"gesture", "ceasefire"}},
		{"0871", "RETREAT", "stopped", "The group stopped shelling the port.", "", deed{"gesture", ""}},
		{"0871", "RETREAT", "", "", "", deed{"declare ceasefire", "ceasefire"}},
		{"1246", "REJECT", "extend", "The group would not extend the truce.", "", deed{"end", "ceasefire"}},
		{"160", "SANCTION", "leave-truce", "The group ended its truce.", "", deed{"end", "ceasefire"}},
		{"160", "SANCTION", "cut-ties", "The king cut ties.", "", deed{"pressure", ""}},
		{"164", "SANCTION", "suspended", "The army suspended talks.", "", deed{"suspend", "talks"}},
		{"164", "SANCTION", "walked out", "The rebels walked out of the talks.", "", deed{"walk out", "talks"}},
		{"164", "SANCTION", "broke off", "The rebels broke off the talks.", "", deed{"collapse", "talks"}},
		{"125", "REJECT", "refused", "The army refused to talk.", "", deed{"refuse", "talks"}},
		{"125", "REJECT", "refused", "The army will not talk unless they leave.", parley.Actual, deed{"condition", "talks"}},
		{"125", "REJECT", "cancelled", "The army cancelled the round.", "", deed{"suspend", "talks"}},
		{"120", "REJECT", "rejected", "An official rejected the charge.", "", deed{"deny", "ceasefire"}},
		{"1123", "ACCUSE", "accuse(violate-truce)", "The army accused the rebels of violating the truce.", "", deed{"violate", "ceasefire"}},
		{"1123", "ACCUSE", "accuse(shell)", "The army accused the rebels of shelling a town.", "", deed{"attack", ""}},
		{"196", "ASSAULT", "violated", "The rebels violated the truce.", "", deed{"violate", "ceasefire"}},
		{"046", "CONSULT", "collapsed", "The talks collapsed.", parley.Failed, deed{"collapse", "talks"}},
		{"040", "CONSULT", "conveyed", "He conveyed a letter.", "", deed{"message", "talks"}},
		{"051", "SUPPORT", "praised", "Norway praised the peace talks.", "", deed{"endorse", "talks"}},
		{"051", "SUPPORT", "praised", "Norway praised the harvest.", "", deed{"gesture", ""}},
		{"141", "PROTEST", "marched", "Crowds marched against the deal.", "", deed{"protest against", ""}},
		{"141", "PROTEST", "marched", "Crowds marched against the price of bread.", "", deed{"pressure", ""}},
		{"190", "ASSAULT", "attacked", "The rebels attacked the post.", "", deed{"attack", ""}},
		{"", "CONSULT", "met", "They met.", "", deed{"meet", "talks"}},
	} {
		ev := parley.Event{CAMEO: c.cameo, Type: c.typ, Status: c.status, Rule: c.act, Trigger: parley.Quote{Text: c.act}, Sentence: parley.Quote{Text: c.sentence}}
		if got := b.deed(&ev); got != c.want {
			t.Errorf("%s %s %q in %q: %v, want %v", c.cameo, c.typ, c.act, c.sentence, got, c.want)
		}
	}
}

func TestLasts(t *testing.T) {
	for sentence, want := range map[string]int{
		"both agreed on a month-long ceasefire":                  30,
		"a 72-hour truce began":                                  3,
		"the ten-day unilateral ceasefire":                       10,
		"they declared a ceasefire for two weeks":                14,
		"the truce was extended by another 180 days":             180,
		"they agreed to stop fighting for six months":            180,
		"a truce for several days":                               0,
		"the truce, the first in a year of war":                  0,
		"two weeks after the meeting the army declared a truce.": 0,
	} {
		if got := lasts(sentence); got != want {
			t.Errorf("%q lasts %d days, want %d", sentence, got, want)
		}
	}
}

func TestLastDay(t *testing.T) {
	from := on(t, "2022-12-20")
	for sentence, want := range map[string]string{
		"they will hold their fire from december 24 to january 2": "2023-01-02",
		"a truce until the end of june":                           "2023-06-30",
		"until may 16, 2024":                                      "2024-05-16",
		"a truce that may last":                                   "",
	} {
		if got := lastDay(sentence, from).String(); got != want {
			t.Errorf("%q: until %q, want %q", sentence, got, want)
		}
	}
}

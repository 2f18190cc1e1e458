package dialogue

import (
	"testing"
	"time"

	"parley"
)

func book(t testing.TB) *Book {
	t.Helper()
	b, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// on is a day by its name.
func on(t testing.TB, day string) parley.Day {
	t.Helper()
	var d parley.Day
	if err := d.UnmarshalText([]byte(day)); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestSide(t *testing.T) {
	b := book(t)
	party := func(id, name, country string, sectors ...string) parley.Party {
		p := parley.Party{ID: id, Name: name, Country: country, Sectors: sectors}
		if len(sectors) > 0 {
			p.Sector = sectors[0]
		}
		return p
	}
	for _, c := range []struct {
		why, day, want string // "" for nobody
		party          parley.Party
	}{
		{"a country that acts is its government", "2014-03-01", "PAK:GOV", party("", "", "PAK")},
		{"whoever speaks for it", "2014-03-01", "PAK:GOV", party("nawaz-sharif", "Nawaz Sharif", "PAK", "GOV")},
		{"its army too", "2014-03-01", "PAK:GOV", party("", "", "PAK", "MIL")},
		{"an army by its name", "2023-05-01", "SDN:GOV", party("sudanese-armed-forces", "Sudanese Armed Forces", "SDN", "MIL")},
		{"a movement", "2014-03-01", "tehreek-e-taliban-pakistan", party("tehreek-e-taliban-pakistan", "Tehreek-e-Taliban Pakistan", "PAK", "REB")},
		{"whoever speaks for a movement", "2014-03-01", "tehreek-e-taliban-pakistan", party("shahidullah-shahid", "Shahidullah Shahid", "PAK", "REB")},
		{"a wing", "2023-11-01", "hamas", party("izz-ad-din-al-qassam-brigades", "Izz ad-Din al-Qassam Brigades", "PSE", "REB")},
		{"the republic", "2021-08-14", "AFG:GOV", party("", "", "AFG", "GOV")},
		{"a movement that governs", "2021-08-15", "afghan-taliban", party("", "", "AFG", "GOV")},
		{"its minister", "2023-01-01", "afghan-taliban", party("amir-khan-muttaqi", "Amir Khan Muttaqi", "AFG", "GOV", "PRE")},
		{"the same man before", "2020-01-01", "afghan-taliban", party("amir-khan-muttaqi", "Amir Khan Muttaqi", "AFG", "REB")},
		{"a movement that has become a recognised government", "2025-03-01", "SYR:GOV", party("hayat-tahrir-al-sham", "Hayat Tahrir al-Sham", "SYR", "GOV")},
		{"and before", "2020-03-01", "hayat-tahrir-al-sham", party("hayat-tahrir-al-sham", "Hayat Tahrir al-Sham", "SYR", "REB")},
		{"an authority that is no state", "2014-06-01", "palestinian-authority", party("", "", "PSE", "GOV")},
		{"rebels without a name", "2014-06-01", "COL:REB", party("", "", "COL", "REB")},
		{"who speaks for the Union", "2014-06-01", "european-union", party("catherine-ashton", "Catherine Ashton", "EUR", "IGO")},
		{"civilians", "2014-06-01", "", party("", "", "COL", "CVL")},
		{"a newspaper", "2014-06-01", "", party("", "The Lake Post", "UGA", "JRN")},
		{"rebels of nowhere", "2014-06-01", "", party("", "", "", "REB")},
	} {
		s, ok := b.Side(&c.party, on(t, c.day))
		if ok != (c.want != "") || s.Key != c.want {
			t.Errorf("%s: %+v on %s is %q, want %q", c.why, c.party, c.day, s.Key, c.want)
		}
		if ok && s.Name == "" {
			t.Errorf("%s: %s has no name", c.why, s.Key)
		}
	}
}

func TestNamesakes(t *testing.T) {
	b := book(t)
	taliban := Side{Key: "afghan-taliban", Name: "Afghan Taliban", Country: "AFG", Sector: "REB"}
	for _, c := range []struct{ mention, facing, day, want string }{
		{"The government met the Taliban.", "PAK:GOV", "2014-03-01", "tehreek-e-taliban-pakistan"},
		{"The government met the Afghan Taliban.", "PAK:GOV", "2014-03-01", "afghan-taliban"},
		{"The government met the Taliban.", "AFG:GOV", "2014-03-01", "afghan-taliban"},
		{"The government met the Taliban.", "PAK:GOV", "2022-03-01", "afghan-taliban"},
	} {
		if got := b.facing(taliban, c.mention, c.facing, on(t, c.day)); got.Key != c.want {
			t.Errorf("%q facing %s on %s: %s, want %s", c.mention, c.facing, c.day, got.Key, c.want)
		}
	}
}

func TestTakes(t *testing.T) {
	b := book(t)
	if got := b.takes("afghan-taliban", "AFG"); len(got) != 2 || got[1].day.String() != "2021-08-15" {
		t.Errorf("the Taliban took Kabul: %+v", got)
	}
	if got := b.takes("hayat-tahrir-al-sham", "SYR"); len(got) != 1 || got[0].day.String() != "2024-12-08" {
		t.Errorf("HTS took Damascus: %+v", got)
	}
	if got := b.takes("hamas", "SDN"); len(got) != 0 {
		t.Errorf("Hamas took Khartoum: %+v", got)
	}
}

func TestDays(t *testing.T) {
	for _, day := range []string{"0001-01-02", "1969-12-31", "1970-01-01", "2014-03-01", "2400-02-29"} {
		d := on(t, day)
		if d.String() != day || parley.DayOf(d.Time()) != d {
			t.Errorf("%s is read as %s, which is %v", day, d, d.Time())
		}
	}
	if d := parley.DayOf(time.Time{}); d != 0 || d.String() != "" || !d.Time().IsZero() {
		t.Errorf("no day is %v", d)
	}
	var d parley.Day
	if d.UnmarshalText([]byte("2014-02-30")) == nil {
		t.Errorf("there is no 2014-02-30, and it is read as %s", d)
	}
}

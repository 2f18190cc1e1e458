package exchange

import (
	"regexp"
	"strings"

	"parley"
)

// label is what a party is called in a column for names: its own name, else the words
// of the report, else its country and what it is.
func label(p *parley.Party) string {
	if name := neutral(p.Name); name != "" {
		return name
	}
	if name := neutral(p.Mention.Text); name != "" {
		return name
	}
	return roleName(p)
}

// described is what a party is called where groups and public figures have their name
// and others are told by what they are: "Government (Pakistan)".
func described(p *parley.Party) string {
	switch {
	case p.ID != "":
		return label(p)
	case p.Country != "" && strings.HasSuffix(p.Mention.Text, " ("+countryName(p.Country)+")"):
		return neutral(p.Mention.Text) // a file has it so
	case p.Country != "" && (p.Sector != "" || p.Name == ""), p.Name == "" && p.Mention.Text == "":
		return or(roleName(p), label(p))
	}
	return label(p)
}

// roleName describes a party without its name: "Government (Pakistan)", "Mali".
func roleName(p *parley.Party) string {
	land := countryName(p.Country)
	word := tables().roles[p.Sector].icews
	switch {
	case word == "":
		return land
	case land == "":
		return word
	}
	return word + " (" + land + ")"
}

// countryName gives the English name of a country; empty for bodies that belong to none.
func countryName(code string) string {
	if code == "" || special(code) {
		return ""
	}
	lex, err := actors()
	if err != nil {
		return code
	}
	if name := lex.CountryName(code); name != "" {
		return name
	}
	return code
}

// loaded are words that judge; in names that we write they give way to plain ones.
var loaded = []struct {
	find  *regexp.Regexp
	plain string
}{
	{regexp.MustCompile(`(?i)\b(the )?(banned|outlawed|proscribed|so-called|designated|terrorist-designated)\s+`), "$1"},
	{regexp.MustCompile(`(?i)\bterror(?:ist)? (group|organi[sz]ation|outfit|network|movement|cell|militia)(s?)\b`), "armed group$2"},
	{regexp.MustCompile(`(?i)\bterror(?:ist)? (leader|commander|chief)(s?)\b`), "armed group $1$2"},
	{regexp.MustCompile(`(?i)\bterrorist\b`), "armed group member"},
	{regexp.MustCompile(`(?i)\bterrorists\b`), "armed group members"},
	{regexp.MustCompile(`(?i)\bregime\b`), "government"},
}

// neutral takes words that judge out of a name. What the report itself says stays in
// the columns that quote it.
func neutral(name string) string {
	low := strings.ToLower(name)
	if !strings.Contains(low, "terror") && !strings.Contains(low, "ban") && !strings.Contains(low, "law") &&
		!strings.Contains(low, "scribed") && !strings.Contains(low, "regime") && !strings.Contains(low, "so-called") &&
		!strings.Contains(low, "designated") {
		return name
	}
	for _, l := range loaded {
		name = l.find.ReplaceAllString(name, l.plain)
	}
	return strings.TrimSpace(name)
}

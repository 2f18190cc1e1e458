package brief

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// colours reads the variables of a block of the style sheet.
func colours(t *testing.T, block string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, m := range regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{6});`).FindAllStringSubmatch(block, -1) {
		out[m[1]] = m[2]
	}
	if len(out) < 20 {
		t.Fatalf("only %d colours in the block", len(out))
	}
	return out
}

// luminance is the relative luminance of WCAG 2.
func luminance(hex string) float64 {
	var sum float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v, _ := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		c := float64(v) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestColoursCanBeRead(t *testing.T) {
	if c := contrast("#000000", "#ffffff"); c < 20.9 || c > 21.1 {
		t.Fatalf("black on white has a contrast of %.2f", c)
	}
	light, rest, _ := strings.Cut(styleCSS, "@media screen and (prefers-color-scheme: dark)")
	dark, _, _ := strings.Cut(rest, "\n}\n")
	text := map[string][]string{ // text, and what it stands on
		"ink": {"paper", "panel", "faint", "land"}, "muted": {"paper", "panel", "faint", "land", "sea"}, "link": {"paper", "panel", "faint"},
		"coop-ink": {"coop-soft"}, "conf-ink": {"conf-soft"}, "wait-ink": {"wait-soft"}, "conf": {"paper"},
	}
	marks := map[string][]string{
		"coop": {"panel", "land", "coop-soft", "sea"}, "conf": {"panel", "land", "conf-soft", "sea"}, "blue": {"panel"}, "violet": {"panel"},
		"amber": {"panel"}, "red": {"panel"}, "muted": {"panel"}, "focus": {"paper", "panel"},
	}
	for scheme, block := range map[string]string{"light": light, "dark": dark} {
		c := colours(t, block)
		for least, pairs := range map[float64]map[string][]string{4.5: text, 3: marks} {
			for front, backs := range pairs {
				for _, back := range backs {
					if c[front] == "" || c[back] == "" {
						t.Fatalf("%s: no colour %s or %s", scheme, front, back)
					}
					if got := contrast(c[front], c[back]); got < least {
						t.Errorf("%s: %s on %s has %.2f, want %.1f", scheme, front, back, got, least)
					}
				}
			}
		}
	}
}

// Every colour of a text must be one that the test above measures.
func TestTextHasNoOtherColours(t *testing.T) {
	known := map[string]bool{"ink": true, "muted": true, "link": true, "coop-ink": true, "conf-ink": true, "wait-ink": true, "conf": true}
	for _, m := range regexp.MustCompile(`[ ;{]color: ([^;}]+)`).FindAllStringSubmatch(styleCSS, -1) {
		name := strings.TrimSuffix(strings.TrimPrefix(m[1], "var(--"), ")")
		if !known[name] && m[1] != "inherit" {
			t.Errorf("a text has the colour %s", m[1])
		}
	}
	rest := regexp.MustCompile(`--[a-z-]+: #[0-9a-f]{6};`).ReplaceAllString(styleCSS, "")
	if m := regexp.MustCompile(`#[0-9a-fA-F]{3,8}\b|rgb|hsl`).FindString(rest); m != "" {
		t.Errorf("the colour %s stands outside the lists", m)
	}
}

package source

import (
	"strings"
	"testing"
)

func TestLanguage(t *testing.T) {
	const english = "The rebels said on Monday that they would send five delegates to the talks, which the king had called for in the spring, and that the guns would fall silent while they lasted. A minister welcomed the news but warned that much was still to be done."
	for _, c := range []struct {
		name, text, said string
		lang             string
		english          bool
	}{
		{"English", english, "", "en", true},
		{"English that is called so", "x", "en-US", "en", true},
		{"English that is called something else", english, "fr", "fr", false},
		{"nothing said", english, "und", "en", true},
		{"short", "Ja, das ist gut.", "", "", true},
		{"a list of names", strings.Repeat("Ngozi Adeyemi, Tran Van Huu, Giorgi Beridze, Oluwaseun Bakare; ", 6), "", "", true},
		{"German", "Die Rebellen erklärten am Montag, dass sie fünf Vertreter zu den Gesprächen schicken würden, zu denen der König im Frühjahr aufgerufen hatte, und dass die Waffen schweigen sollten, solange verhandelt werde. Ein Minister begrüßte die Nachricht, warnte aber vor zu großer Hoffnung.", "", "German", false},
		{"French", "Les rebelles ont annoncé lundi qu'ils enverraient cinq délégués aux pourparlers que le roi avait demandés au printemps, et que les armes se tairaient pendant toute leur durée. Un ministre a salué la nouvelle mais a averti que beaucoup restait à faire dans les provinces du nord.", "", "French", false},
		{"Spanish", "Los rebeldes anunciaron el lunes que enviarían cinco delegados a las conversaciones que el rey había pedido en la primavera, y que las armas callarían mientras duraran. Un ministro celebró la noticia pero advirtió de que todavía quedaba mucho por hacer en las provincias del norte.", "", "Spanish", false},
		{"Russian", "Повстанцы заявили в понедельник, что отправят пять делегатов.", "", "Russian", false},
		{"Arabic", "أعلن المتمردون يوم الاثنين أنهم سيرسلون خمسة مندوبين إلى المحادثات.", "", "Arabic", false},
		{"English with accents", strings.Repeat("Señor Peña of São Tomé told the café owners that Zürich was near. ", 5), "", "en", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			lang, is := language(c.text, c.said)
			if lang != c.lang || is != c.english {
				t.Errorf("got %q %v, want %q %v", lang, is, c.lang, c.english)
			}
		})
	}
}

func TestOtherLanguagesArePassedOver(t *testing.T) {
	const text = "Повстанцы заявили в понедельник, что отправят пять делегатов."
	if _, errs := all(t, strings.NewReader(text), Config{}); len(errs) != 1 || errs[0] != "in: not in English but in Russian" {
		t.Errorf("got %q", errs)
	}
	if doc := one(t, text, Config{AnyLanguage: true}); doc.Text != text {
		t.Errorf("got %+v", doc)
	}
}

package parley

// Event is one reported act: who did what to whom, when, where and according
// to whom, as one sentence of one document has it.
//
// An Event is what the text says, not what happened: reports of one happening
// are merged into an incident later, and nothing is overwritten.
type Event struct {
	ID         string // hash of document, span, type and parties: the same reading has the same ID
	Document   string
	Sentence   Quote // the sentence that holds the trigger
	Index      int   // position of the sentence in the document, from 0
	Type       string
	Modes      []string
	Contexts   []string
	CAMEO      string // finest CAMEO code that fits; a string, "010" is not "10"
	Quad       string
	Score      float64 // PLOVER intensity, -10 to 10
	Status     Status
	Actors     []Party // of a mutual act, all who take part
	Recipients []Party // none for mutual acts
	Third      []Third
	Date       Dates
	Place      Place
	SaidBy     []Speaker // innermost first: who says so, and who reports that
	Trigger    Quote     // the word or words that name the act
	Rule       string    // name of the frame and the operators above it
	Confidence float64   // 0 to 1
}

// Quote is a stretch of a document's text.
type Quote struct {
	Span Span
	Text string
}

// Status says how the text holds an act to be: done, planned, denied …
type Status string

// The statuses; see the codebook in doc/codebook.md for when each applies.
const (
	Actual       Status = "actual"
	Historical   Status = "historical"   // background, more than about two weeks old
	Future       Status = "future"       // scheduled or expected
	Hypothetical Status = "hypothetical" // under a condition
	Negated      Status = "negated"      // the text, or somebody in it, says that it did not happen
	Failed       Status = "failed"       // begun, and came to nothing
)

// Statuses are all of them.
var Statuses = []Status{Actual, Historical, Future, Hypothetical, Negated, Failed}

// Party is somebody who acts or is acted upon, coded at the story's date.
type Party struct {
	Mention Quote    // as written in the event's own clause
	Name    string   // canonical name; empty for people known by their role only
	ID      string   // entry of the lexicon; empty when unknown
	Country string   // ISO 3166-1 alpha-3 or a PLOVER special code
	Sector  string   // primary PLOVER sector
	Sectors []string // all sectors, the primary one first
}

// Role is what a third party is to an act.
type Role string

// The roles of third parties.
const (
	RoleParty       Role = "party" // to the talks asked for, say
	RoleMediator    Role = "mediator"
	RoleHost        Role = "host"
	RoleVia         Role = "via" // carries a message
	RoleAbout       Role = "about"
	RoleBeneficiary Role = "beneficiary"
)

// Third is a third party with its role.
type Third struct {
	Role  Role
	Party Party
}

// SpeakerKind says what sort of voice vouches for an act.
type SpeakerKind string

// The kinds of speakers.
const (
	Media    SpeakerKind = "media"
	Official SpeakerKind = "official" // states, their armies and offices, intergovernmental bodies
	Partisan SpeakerKind = "party"    // non-state parties
	Witness  SpeakerKind = "witness"
	Unnamed  SpeakerKind = "unnamed" // neither name nor institution
)

// Speaker is somebody who says so.
type Speaker struct {
	Mention Quote
	Kind    SpeakerKind
}

// Dates is a stretch of days as exact as the text allows. The zero value
// means that nothing tells the day; words without a value, that what they say
// cannot be placed in the calendar.
type Dates struct {
	Mention   Quote
	Value     string // ISO 8601, no finer than known: "2023-07-15", "2023-W28", "2023-07", "2023"
	Until     string // last day of a stretch, "2023-07-16"; empty for one day
	Precision string // "day", "week", "month", "quarter", "season", "year", "decade", "century"; empty without a value
	From      Origin // what dates the act
}

// Place is where an act took place. The zero value means that the text does not say.
type Place struct {
	Mention   Quote
	Name      string  // as the gazetteer writes it in English
	Country   string  // ISO 3166-1 alpha-3; empty for what lies in several countries, or at sea
	Admin1    string  // first-level division, by name
	Lat, Lon  float64 // degrees, WGS 84; without meaning when Precision is empty
	Precision string  // "point", "city", "district", "province", "country", "region"; empty when unresolved
	Gazetteer string  // id of the gazetteer's entry: "geonames:1138958"
	From      Origin  // what places the act
}

// Located reports whether p has coordinates.
func (p *Place) Located() bool { return p.Precision != "" }

// Origin tells what the date or the place of an act was taken from, the
// strongest first.
type Origin string

// The origins.
const (
	FromClause   Origin = "clause"   // words that the act's own words govern
	FromSentence Origin = "sentence" // words elsewhere in the sentence
	FromDocument Origin = "document" // the day of publication; what the report is about
)

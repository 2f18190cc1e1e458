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
// means that the text does not say.
type Dates struct {
	Mention   Quote
	Value     string // ISO 8601: "2023-07-15"
	Until     string // last day of a stretch
	Precision string // "day", "week", "month", "year"
}

// Place is where an act took place. The zero value means that the text does not say.
type Place struct {
	Mention   Quote
	Name      string
	Country   string
	Admin1    string
	Lat, Lon  float64 // degrees
	Precision string  // "city", "admin1", "country"
	Gazetteer string  // id of the gazetteer's entry
}
